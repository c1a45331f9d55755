using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>The values of the infosession form.</summary>
/// <param name="Told">How many people with a place can be notified by mail.</param>
public sealed record InfosessionToEdit(TopicTitle Title, int Taken, int Told, int TransferableSeats, InfosessionState State, PlanInput Input)
{
    /// <summary>How many people must be notified in person.</summary>
    public int Untold => Taken - Told;
}

/// <summary>Finds an infosession to edit; null for users who do not run it.</summary>
public sealed class FindInfosessionToEdit(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<InfosessionToEdit?> RunAsync(InfosessionId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Infosessions.AsNoTracking().Where(s => s.Id == id)
            .Select(s => new
            {
                Session = s,
                Topic = db.Topics.First(t => t.Id == s.Topic),
                Told = db.Registrations.Count(r => r.Infosession == s.Id && r.State == RegistrationState.Registered && db.People.Any(p => p.Id == r.Person && p.Email != null)),
            }).SingleOrDefaultAsync(ct);
        if (found is null || !Infosession.IsReadBy(found.Session.Facilitator, actor))
        {
            return null;
        }

        var s = found.Session;
        return new InfosessionToEdit(new TopicTitle(found.Topic.Title, found.Topic.Language, found.Topic.Translations), s.Taken, Math.Min(found.Told, s.Taken), s.Counts.Transferable, s.State, new PlanInput
        {
            Topic = s.Topic.Value.ToString(),
            Branch = s.Branch?.Value.ToString() ?? "",
            Date = LocalDatePattern.Iso.Format(s.Starts.Date),
            Hour = s.Starts.TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture),
            Minutes = s.Minutes.ToString(CultureInfo.InvariantCulture),
            Place = s.Place,
            Link = s.Link,
            Seats = s.Seats.ToString(CultureInfo.InvariantCulture),
            Facilitator = s.Facilitator.Value.ToString(),
            Language = s.Language,
            OutsideHours = s.OutsideHours,
            AfterGoLive = s.AfterGoLive,
            Version = s.Version,
        });
    }
}
