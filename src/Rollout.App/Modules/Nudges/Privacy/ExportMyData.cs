using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Identity;
using Rollout.App.Modules.Participation.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Privacy;

/// <summary>
/// Writes all that is stored about the current user into a file: what their page shows, every message, and what they did in a role. Of others it holds the names
/// that the page shows too; secrets, such as the code of a card, are left out.
/// </summary>
public sealed class ExportMyData(ListMyData listMyData, FindMyWaysIn findMyWaysIn, FindMyActivity findMyActivity, IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <returns>JSON; null for users who are not verified.</returns>
    public async Task<byte[]?> RunAsync(CancellationToken ct = default)
    {
        if (await listMyData.RunAsync(int.MaxValue, ct) is not { } data)
        {
            return null;
        }

        var (ways, activity) = (await findMyWaysIn.RunAsync(ct), await findMyActivity.RunAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                WrittenAt = At(clock.GetCurrentInstant()),
                Person = Of(data),
                Roles = await RolesAsync(db, data, ct),
                SignIn = new { Sessions = ways.Sessions.Select(Of), Passkeys = ways.Passkeys.Select(Of), CompanyAccounts = ways.Accounts.Select(Of), AccessCardPrintedAt = At(ways.CardPrintedAt) },
                Infosessions = data.Registrations.Select(r => new { Topic = r.Topic.First, Starts = LocalDateTimePattern.GeneralIso.Format(r.Starts), r.State, r.Comes, Message = r.Text, r.FirstBecause }),
                DateRequests = data.DateRequests.Select(r => new { Topic = r.Topic.First, r.Text }),
                Consents = data.Consents.Select(c => new { c.Purpose, c.Wording, c.Language, GivenAt = At(c.GivenAt), WithdrawnAt = At(c.WithdrawnAt) }),
                Invitations = data.Invitations.Select(i => new { i.Ambassador, InvitedAt = At(i.InvitedAt), CameAt = At(i.CameAt) }),
                ProfileComplete = data.Evidence.Select(e => new { Evidence = e.Kind, Since = At(e.Since) }),
                data.CountedFor,
                SaidAboutYou = data.ClaimAboutMe.Select(c => new { c.Ambassador, At = At(c.At), c.Words, c.Answer }),
                Activity = activity is null ? null : Of(activity),
                Nudges = await NudgesAsync(db, data.Person, ct),
                Messages = data.Messages.Select(m => new { At = At(m.At), m.Subject, m.Kind, m.State, m.Why }),
            },
            Readable);
    }

    private static object Of(MyData data) => new
    {
        data.Person.Name, data.Person.Email, data.Person.SharedEmail, data.Person.PersonnelNumber, data.Person.Mobile, data.Branch, data.Person.WorkType, data.Person.JobTitle, data.Person.Department,
        StartedOn = Day(data.Person.StartedOn), data.Person.FullTimeEquivalent, data.Person.Language, data.Person.AccountName, ProfileCompleteSince = At(data.Person.ProfileCompleteSince),
    };

    private static object Of(MyWayIn way) => new { way.Name, Since = At(way.Since), UsedAt = At(way.UsedAt) };

    private static object Of(MyActivity activity) => new
    {
        ReportedOn = Day(activity.ReportedOn), LastActive = Day(activity.LastActive), activity.Closed, activity.MayBeTold, ActiveWeeks = activity.Weeks.Select(w => Day(w)), DeletedOn = Day(activity.DeletedOn),
        Reports = activity.Statements.Select(s => new { s.Source, Day = Day(s.Day), s.Period, LastDay = Day(s.LastDay), s.Reacted, s.Posted }),
    };

    private static async Task<object> RolesAsync(RolloutDb db, MyData data, CancellationToken ct)
    {
        var person = data.Person.Id;
        var terms = await db.Ambassadors.AsNoTracking().Where(a => a.Person == person).OrderBy(a => a.AppointedAt).ToListAsync(ct);
        return new
        {
            Lead = data.Person.IsLead, Facilitator = data.Person.IsFacilitator, Auditor = data.Person.IsAuditor, DirectorOf = data.Directs,
            Ambassador = terms.Select(a => new { a.Quota, From = Day(a.From), Until = Day(a.Until), a.Code, AppointedAt = At(a.AppointedAt), SteppedDownAt = At(a.SteppedDownAt) }),
            Candidate = (await db.Candidates.AsNoTracking().Where(c => c.Person == person).ToListAsync(ct)).Select(c => new { c.State, c.Why, At = At(c.At) }),
            Questions = (await db.AmbassadorQuestions.AsNoTracking().Where(q => q.AskedBy == person).ToListAsync(ct)).Select(q => new { q.Question, q.Answer }),
            Findings = (await db.Findings.AsNoTracking().Where(f => f.Person == person).OrderBy(f => f.GivenAt).ToListAsync(ct)).Select(f => new { f.Text, GivenAt = At(f.GivenAt), f.State, f.Answer }),
        };
    }

    private static async Task<object> NudgesAsync(RolloutDb db, Person person, CancellationToken ct) => new
    {
        StoppedAt = At(person.NudgesStoppedAt),
        Stopped = (await db.NudgeOptOuts.AsNoTracking().Where(o => o.Person == person.Id).ToListAsync(ct)).Select(o => new { o.About, At = At(o.At), Until = At(o.Until) }),
        Answers = (await db.NudgeAnswers.AsNoTracking().Where(a => a.Person == person.Id).ToListAsync(ct)).Select(a => new { a.Text, At = At(a.At) }),
    };

    private static string? At(Instant? at) => at is { } instant ? InstantPattern.General.Format(instant) : null;

    private static string? Day(LocalDate? day) => day is { } date ? LocalDatePattern.Iso.Format(date) : null;
}
