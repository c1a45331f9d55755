using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Components;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Identity.Audit;

/// <summary>The filter of the audit log, as in the address.</summary>
/// <param name="Who">Part of the name of who did it, or of whom it is about.</param>
/// <param name="Subject">One of <see cref="AuditedTypes.Names"/>.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed record AuditFilter(string? Who, string? Subject, LocalDate? From, LocalDate? To)
{
    public static AuditFilter Of(string? who, string? subject, string? from, string? to) => new(who?.Trim(), AuditedTypes.Names.Contains(subject) ? subject : null, FormParsing.Day(from), FormParsing.Day(to));

    public string Query => string.Join('&', new[] { ("who", Who), ("subject", Subject), ("from", From?.ToString("R", null)), ("to", To?.ToString("R", null)) }
        .Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));
}

/// <param name="By">Null when unknown, or when they left long ago.</param>
public sealed record AuditLine(long? Number, LocalDateTime At, string? By, string Act, string Subject, string? Person, string Change, string Way, string Network);

public sealed record AuditPageFound(IReadOnlyList<AuditLine> Lines, int Total, int Page)
{
    public int Pages => Math.Max(1, (Total + ListAudit.PerPage - 1) / ListAudit.PerPage);
}

/// <summary>Lists the audit log, newest first. Who left more than a year ago is not named any more.</summary>
public sealed class ListAudit(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout, IClock clock)
{
    public const int PerPage = 25;

    /// <summary>The maximum number of lines in a file.</summary>
    public const int MostInAFile = 50_000;

    private const int MostPeople = 500;
    private static readonly Duration LeaversNamed = Duration.FromDays(366);

    public async Task<AuditPageFound> RunAsync(AuditFilter filter, int page, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = (await currentRollout.GetAsync(ct)).Zone;
        var wanted = await NarrowAsync(db, filter, zone, ct);
        var total = await wanted.CountAsync(ct);
        page = Math.Clamp(page, 1, Math.Max(1, (total + PerPage - 1) / PerPage));
        return new AuditPageFound(await LinesAsync(db, wanted.Skip((page - 1) * PerPage).Take(PerPage), zone, ct), total, page);
    }

    public async Task<IReadOnlyList<AuditLine>> AllAsync(AuditFilter filter, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = (await currentRollout.GetAsync(ct)).Zone;
        return await LinesAsync(db, (await NarrowAsync(db, filter, zone, ct)).Take(MostInAFile), zone, ct);
    }

    private static async Task<IQueryable<AuditEntry>> NarrowAsync(RolloutDb db, AuditFilter filter, DateTimeZone zone, CancellationToken ct)
    {
        IQueryable<AuditEntry> wanted = db.AuditEntries.AsNoTracking();
        if (filter.Subject is { } subject)
        {
            wanted = wanted.Where(e => e.Subject == subject);
        }

        if (filter.From is { } from)
        {
            var begins = zone.AtStartOfDay(from).ToInstant();
            wanted = wanted.Where(e => e.At >= begins);
        }

        if (filter.To is { } to)
        {
            var ends = zone.AtStartOfDay(to.PlusDays(1)).ToInstant();
            wanted = wanted.Where(e => e.At < ends);
        }

        if (PeopleSearch.IsAsked(filter.Who))
        {
            var people = (await db.People.Matching(filter.Who).OrderBy(p => p.Id).Select(p => p.Id).Take(MostPeople).ToListAsync(ct)).ConvertAll(p => (Guid?)p.Value);
            wanted = wanted.Where(e => people.Contains(e.By) || people.Contains(e.Person));
        }

        return wanted.OrderByDescending(e => e.At).ThenByDescending(e => e.Id);
    }

    private async Task<IReadOnlyList<AuditLine>> LinesAsync(RolloutDb db, IQueryable<AuditEntry> wanted, DateTimeZone zone, CancellationToken ct)
    {
        var entries = await wanted.ToListAsync(ct);
        var named = clock.GetCurrentInstant() - LeaversNamed;
        var names = new Dictionary<Guid, (string Name, bool Active)>();
        foreach (var ids in entries.SelectMany(e => new[] { e.By, e.Person }).OfType<Guid>().Distinct().Select(id => new PersonId(id)).Chunk(MostPeople))
        {
            (await db.People.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Active }).ToListAsync(ct)).ForEach(p => names[p.Id.Value] = (p.Name, p.Active));
        }

        return entries.ConvertAll(e => new AuditLine(e.Number, e.At.InZone(zone).LocalDateTime, NameOf(e.By, e.At), e.Act, e.Subject, NameOf(e.Person, e.At), e.Change, e.Way, e.Network));

        string? NameOf(Guid? id, Instant at) => id is { } known && names.TryGetValue(known, out var found) && (found.Active || at > named) ? found.Name : null;
    }
}
