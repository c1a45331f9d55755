using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>An infosession whose feedback is open, and the viewer's part in it.</summary>
/// <param name="Person">The person, if a link or sign-in identifies someone who came; null for someone who has yet to prove it with the code on their ticket.</param>
/// <param name="HasAnswered">Whether this person has answered.</param>
public sealed record FeedbackRequest(InfosessionFacts Infosession, PersonId? Person, bool HasAnswered)
{
    public Instant ClosesAt => FeedbackTime.ClosesAt(Infosession.Starts, Infosession.Zone);
}

/// <summary>Finds the infosession of the code on the last slide.</summary>
public sealed class FindFeedback(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="code">The code as typed.</param>
    /// <returns>Null when there is no such code.</returns>
    public async Task<InfosessionFacts?> RunAsync(string? code, CancellationToken ct = default)
    {
        if (FeedbackCode.Read(code) is not { } read)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Infosessions.Where(s => s.FeedbackCode == read && s.State == InfosessionState.Published).Facts(db).SingleOrDefaultAsync(ct);
    }
}

/// <summary>Finds whether someone has given feedback on an infosession.</summary>
public sealed class FindFeedbackStatus(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="person">The person a link or sign-in identifies.</param>
    public async Task<FeedbackRequest> RunAsync(InfosessionFacts infosession, PersonId? person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var came = person is not null && await db.Registrations.Where(r => r.Infosession == infosession.Id && r.Person == person).Coming().AnyAsync(ct);
        var answered = came && await db.FeedbackAsks.AnyAsync(a => a.Infosession == infosession.Id && a.Person == person && a.HasAnswered, ct);
        return new FeedbackRequest(infosession, came ? person : null, answered);
    }
}

internal static class UpcomingPlaceQuery
{
    /// <summary>Attendees, or those expected to attend while attendance is not noted.</summary>
    public static IQueryable<Registration> Coming(this IQueryable<Registration> registrations) =>
        registrations.Where(r => r.State == RegistrationState.Registered || r.State == RegistrationState.Attended);
}
