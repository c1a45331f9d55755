using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Privacy;

/// <summary>Rules about asking for a correction.</summary>
public static class CorrectionRules
{
    /// <summary>It is shown what is wrong.</summary>
    public static readonly Rule SaysWhatIsWrong = new("correction.says-what-is-wrong");

    /// <summary>The leads are not flooded.</summary>
    public static readonly Rule NotTooOften = new("correction.not-too-often");
}

/// <summary>What someone asked.</summary>
/// <param name="Key">The beginning of the keys of its mails.</param>
internal sealed record CorrectionAsked(RolloutSettings Rollout, Person Person, string Branch, string Words, string Key, Instant At);

/// <summary>The current user asks for a correction of their data: a mail to the leads, with a copy to the user.</summary>
public sealed class AskCorrection(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache currentRollout, SiteUrl site, IClock clock)
{
    public const int WordsLength = 1000;
    private const int MostADay = 3;
    private const string About = "correction-asked";

    /// <exception cref="BrokenRuleException">A <see cref="CorrectionRules"/> rule is broken, or the user is not verified.</exception>
    public async Task RunAsync(string words, CancellationToken ct = default)
    {
        var (now, rollout, said) = (clock.GetCurrentInstant(), await currentRollout.GetAsync(ct), words.Trim());
        CorrectionRules.SaysWhatIsWrong.Ensure(said.Length is >= 1 and <= WordsLength, WordsLength);
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync($"correction/{actor.Id}", ct);
        var (prefix, yesterday) = ($"correction/{actor.Id}/", now - Duration.FromDays(1));
        var mails = await db.Outbox.Where(m => m.About == About && m.Key.StartsWith(prefix) && m.QueuedAt > yesterday).Select(m => m.Key).ToListAsync(ct);
        var asked = mails.Select(key => key[..key.LastIndexOf('/')]).Distinct().Count();
        CorrectionRules.NotTooOften.Ensure(asked < MostADay && actor.IsVerified, MostADay);

        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == actor.Id, ct);
        var leads = await db.People.AsNoTracking().Where(p => p.IsLead && p.Active && p.Email != null && p.Id != person.Id).ToListAsync(ct);
        var ask = new CorrectionAsked(rollout, person, actor.BranchName, said, $"{prefix}{Guid.CreateVersion7():N}", now);
        db.Outbox.AddRange(leads.Select(lead => ToLead(ask, lead, site)));
        if (person.Email is not null)
        {
            db.Outbox.Add(Copy(ask, leads));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    internal static OutboxMessage ToLead(CorrectionAsked ask, Person lead, SiteUrl site)
    {
        var words = Localizer.In(ask.Rollout.LanguageOf(lead));
        var letter = EmailBuilder.Write(
            ask.Rollout, words, lead.GivenName, words["correction.mail-subject", ask.Person.Name], words["correction.mail-why"],
            words["correction.mail-body", ask.Person.Name, ask.Branch], words["correction.mail-said", ask.Words]) with
        {
            Button = new EmailLink(words["correction.mail-button"], site.To($"/people/{ask.Person.Id}")),
        };
        return OutboxMessage.ServiceMail($"{ask.Key}/{lead.Id}", About, EmailBuilder.To(lead), letter, ask.At);
    }

    internal static OutboxMessage Copy(CorrectionAsked ask, IReadOnlyList<Person> leads)
    {
        var words = Localizer.In(ask.Rollout.LanguageOf(ask.Person));
        var letter = EmailBuilder.Write(
            ask.Rollout, words, ask.Person.GivenName, words["correction.copy-subject"], words["correction.copy-why"],
            words["correction.copy-body", string.Join(", ", leads.Select(l => l.Name))], words["correction.mail-said", ask.Words]);
        return OutboxMessage.ServiceMail($"{ask.Key}/copy", About, EmailBuilder.To(ask.Person), letter, ask.At);
    }
}
