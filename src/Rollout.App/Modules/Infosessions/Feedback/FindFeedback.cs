using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>An infosession that can be answered for, and where the one who asks stands with it.</summary>
/// <param name="Person">Who they are, if a link or a sign-in says so and they hold a place; null for whoever only scanned the QR.</param>
/// <param name="HasAnswered">Whether this person has answered, or this device where nobody is known.</param>
/// <param name="DeviceHasAnswered">Whether someone answered on this device.</param>
public sealed record FeedbackRequest(InfosessionFacts Infosession, PersonId? Person, bool HasAnswered, bool DeviceHasAnswered)
{
    public Instant ClosesAt => FeedbackTime.ClosesAt(Infosession.Starts, Infosession.Zone);
}

/// <summary>The infosession behind the code on the last slide.</summary>
public sealed class FindFeedback(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="code">As it was typed.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Null when the code stands for none.</returns>
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

/// <summary>Where someone stands with the feedback on an infosession.</summary>
public sealed class FindFeedbackStatus(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="infosession">Which.</param>
    /// <param name="person">Whom a link or a sign-in speaks of.</param>
    /// <param name="device">What is kept of the device.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<FeedbackRequest> RunAsync(InfosessionFacts infosession, PersonId? person, string device, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var came = person is not null && await db.Registrations.Where(r => r.Infosession == infosession.Id && r.Person == person).Coming().AnyAsync(ct);
        var onDevice = await db.FeedbackDevices.AnyAsync(d => d.Infosession == infosession.Id && d.Digest == device, ct);
        var answered = came && await db.FeedbackAsks.AnyAsync(a => a.Infosession == infosession.Id && a.Person == person && a.HasAnswered, ct);
        return new FeedbackRequest(infosession, came ? person : null, came ? answered : onDevice, onDevice);
    }
}

internal static class UpcomingPlaceQuery
{
    /// <summary>Those who came, and until that is noted those who were to come.</summary>
    public static IQueryable<Registration> Coming(this IQueryable<Registration> registrations) =>
        registrations.Where(r => r.State == RegistrationState.Registered || r.State == RegistrationState.Attended);
}
