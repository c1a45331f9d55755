using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using NodaTime;
using Rollout.App.Data;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Infosessions;

/// <summary>
/// What signing up asks of the database, made ready once: when two hundred people press at the same moment, preparing a question costs more than answering it.
/// </summary>
public sealed class SignUpQuestions(IMemoryCache memory)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);

    // A question that is made ready cannot call another one: these are RegistrantQuery's words.
    private readonly Func<RolloutDb, PersonId, CancellationToken, Task<Registrant>> _who =
        EF.CompileAsyncQuery((RolloutDb db, PersonId person, CancellationToken _) => (
            from p in db.People
            where p.Id == person && p.Active
            join b in db.Branches on p.Branch equals b.Id
            select new Registrant(p.Id, p.Name, p.GivenName, p.Email, p.Language, b.Name, b.Zone)).Single());

    private readonly Func<RolloutDb, InfosessionId, PersonId, CancellationToken, Task<Standing?>> _standing =
        EF.CompileAsyncQuery((RolloutDb db, InfosessionId id, PersonId person, CancellationToken _) => (
            from s in db.Infosessions
            where s.Id == id
            join r in db.Registrations.Where(r => r.Person == person) on s.Id equals r.Infosession into mine
            from r in mine.DefaultIfEmpty()
            select new Standing(s.Version, s.Waiting, s.LastNumber, r)).SingleOrDefault());

    private readonly Func<RolloutDb, PersonId, Instant, IAsyncEnumerable<ComingPlace>> _coming =
        EF.CompileAsyncQuery((RolloutDb db, PersonId person, Instant now) =>
            from r in db.Registrations
            where r.Person == person && (r.State == RegistrationState.Registered || r.State == RegistrationState.Offered || r.State == RegistrationState.Waiting)
            join s in db.Infosessions on r.Infosession equals s.Id
            where s.State == InfosessionState.Published && s.EndsAt > now
            join t in db.Topics on s.Topic equals t.Id
            orderby s.StartsAt
            select new ComingPlace(s.Id, s.Topic, t.Title, s.Starts, s.StartsAt, s.EndsAt, r.State, s.IsDryRun));

    /// <summary>
    /// What is told of an infosession, at most a few seconds old. Whoever decides compares its version with the one in <see cref="StandingAsync"/>,
    /// and asks for it <paramref name="anew"/> when it is another.
    /// </summary>
    public async Task<InfosessionFacts?> FactsAsync(RolloutDb db, InfosessionId id, bool anew, CancellationToken ct)
    {
        if (!anew && memory.TryGetValue((typeof(SignUpQuestions), id), out InfosessionFacts? known))
        {
            return known;
        }

        return await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleOrDefaultAsync(ct) is { } facts ? memory.Set((typeof(SignUpQuestions), id), facts, Remembered) : null;
    }

    public Task<Registrant> WhoAsync(RolloutDb db, PersonId person, CancellationToken ct) => _who(db, person, ct);

    /// <summary>The places someone has in infosessions that are not over.</summary>
    internal async Task<IReadOnlyList<ComingPlace>> ComingAsync(RolloutDb db, PersonId person, Instant now, CancellationToken ct) =>
        await _coming(db, person, now).ToListAsync(ct);

    /// <summary>How a person stands with an infosession now, and what the infosession's row says; null when there is no such infosession.</summary>
    internal Task<Standing?> StandingAsync(RolloutDb db, InfosessionId id, PersonId person, CancellationToken ct) => _standing(db, id, person, ct);

    internal sealed record Standing(int Version, int Waiting, int LastNumber, Registration? Registration);
}
