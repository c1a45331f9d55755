using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>
/// Reads everyone a rule could be for, in one statement and so from one state of the database: whom they are, a bit for each fact that holds of them, a bit for each rule
/// that reached them, a bit for each channel that reaches them, and whether their contact budget has room.
/// </summary>
internal sealed class NudgePeopleReader(RolloutDb db, Instant now, LocalDate today)
{
    private const long Silent = 2;

    /// <param name="people">Whom to read.</param>
    /// <param name="full">The people without room in their contact budget.</param>
    public async Task<List<NudgePerson>> ListAsync(IQueryable<Person> people, IReadOnlyList<NudgeMatcher> rules, IQueryable<PersonId> full, IReadOnlyDictionary<BranchId, string?> languages, CancellationToken ct)
    {
        var facts = rules.SelectMany(r => r.Content.Facts).Distinct()
            .Select(fact => (Bit: FactSet.Bit(fact), People: NudgeFactSets.Of(fact, db, now, today))).Where(set => set.People is not null).Select(set => (set.Bit, set.People!));
        var channels = rules.SelectMany(r => r.Content.AllChannels).Append(MessageChannel.Mail).Distinct().Select(channel => (channel.Bit(), NudgeReach.By(channel, db, now, today)));
        Expression<Func<Person, long, long, long, long, Row>> shape = (p, known, reached, spent, channels) =>
            new Row(p.Id, p.Branch, p.WorkType, p.Language ?? p.PageLanguage, p.DepartmentKey, known, reached, spent, channels);
        var person = shape.Parameters[0];
        var body = new ReplacingExpressionVisitor(
            [.. shape.Parameters.Skip(1)],
            [Bits(person, facts), Bits(person, rules.Select(r => (r.Bit, Reached(r)))), Bits(person, [(1L, full), (Silent, ContactBudget.Silent(db, now))]), Bits(person, channels)]).Visit(shape.Body);
        var rows = await people.Select(Expression.Lambda<Func<Person, Row>>(body, person)).AsNoTracking().ToListAsync(ct);
        return rows.ConvertAll(r => new NudgePerson(r.Id, r.Branch, r.WorkType, r.Language ?? languages.GetValueOrDefault(r.Branch), r.DepartmentKey, new FactSet(r.Facts), r.Reached, (r.Full & 1) == 0, r.Channels) { IsSilent = (r.Full & Silent) != 0 });
    }

    /// <summary>Whom a rule may not begin for: it did on this occasion, still runs, did so a few days ago, or they stopped it.</summary>
    private IQueryable<PersonId> Reached(NudgeMatcher rule)
    {
        var (id, about, occasion) = (rule.Rule.Id, rule.Rule.About, NudgeRun.OccasionOf(rule.Content.Occasion, today));
        var since = now - Duration.FromDays(rule.Content.DaysBetween);
        return db.NudgeRuns.Where(r => r.Rule == id && r.StartedAt <= now && (r.Occasion == occasion || r.EndedAt == null || r.StartedAt > since)).Select(r => r.Person)
            .Concat(db.NudgeOptOuts.Where(o => o.About == about).Select(o => o.Person));
    }

    /// <summary>An expression for the bits of the sets that a person is in.</summary>
    private static Expression Bits(ParameterExpression person, IEnumerable<(long Bit, IQueryable<PersonId> People)> sets)
    {
        var id = Expression.Property(person, nameof(Person.Id));
        return sets.Aggregate((Expression)Expression.Constant(0L), (bits, set) => Expression.Or(
            bits,
            Expression.Condition(Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(PersonId)], set.People.Expression, id), Expression.Constant(set.Bit), Expression.Constant(0L))));
    }

    private sealed record Row(PersonId Id, BranchId Branch, WorkType WorkType, string? Language, string DepartmentKey, long Facts, long Reached, long Full, long Channels);
}
