using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Mails;

/// <summary>The texts of the nudges.</summary>
internal static partial class TheMails
{
    private static Dictionary<string, Func<Person, OutboxMessage>> NudgeMails => new()
    {
        ["behind-pace"] = to => Nudge(BehindPaceRule.Rule, to, new BehindPaceSource(null!, SiteUrl).Write(Rollout, 10, 3, new LocalDate(2026, 12, 28), lately: 2)),
        ["behind-pace-first"] = to => Nudge(BehindPaceRule.Rule, to, new BehindPaceSource(null!, SiteUrl).Write(Rollout, 10, 0, new LocalDate(2026, 12, 28), lately: 0)),
        ["profile-open"] = to => Nudge(ProfileOpenRule.Rule, to, new ProfileOpenSource(null!, SiteUrl, Links).Write(Rollout, to.Id, "SANNE-7K2", "Sanne")),
        ["no-infosession"] = to => Nudge(NoInfosessionRule.Rule, to, words => NoInfosession(words, to, new BranchUptake(14, 9, 6), 3)),
        ["no-infosession-rising"] = to => Nudge(NoInfosessionRule.Rule, to, words => NoInfosession(words, to, new BranchUptake(100, 20, 6), 1)),
        ["infosessions-told"] = to => Nudge(InfosessionsToldRule.Rule, to, words => Told(words, to)),
        ["colleague-done"] = to => Nudge(ColleagueDoneRule.Rule, to, new ColleagueDoneSource(null!, SiteUrl).Write(Rollout, ["Bas", "Priya"])),
        ["colleague-done-one"] = to => Nudge(ColleagueDoneRule.Rule, to, new ColleagueDoneSource(null!, SiteUrl).Write(Rollout, ["Bas"])),
        ["weekly-digest"] = to => Nudge(WeeklyDigestRule.Rule, to, new WeeklyDigestSource(null!, SiteUrl).Write(Rollout, ADigest(to, 7), ["Bas", "Priya"], "Begin at the coffee machine.")),
        ["weekly-digest-made"] = to => Nudge(WeeklyDigestRule.Rule, to, new WeeklyDigestSource(null!, SiteUrl).Write(Rollout, ADigest(to, 10), [], null)),
        ["feedback-open"] = to => Nudge(FeedbackOpenRule.Rule, to, new FeedbackOpenSource(new FeedbackLinks(SiteUrl, Links)).Write(InfosessionId.New(), "ACE347", new TopicTitle("De Brug on your phone", "en", TopicTranslations.None), new LocalDateTime(2026, 11, 26, 14, 0), A.Brussels, to.Id, Now)),
        ["checks-open"] = to => Nudge(ChecksOpenRule.Rule, to, new ChecksOpenSource(SiteUrl).Write("Wave 1", [(new CheckSubject("", Measure.KickOffPlanned, 0), "Gent", new LocalDate(2026, 12, 1)), (new CheckSubject("Posters are up", null, 0), "Gent", new LocalDate(2026, 12, 3))])),
    };

    private static WeeklyDigestRule ADigest(Person to, int done) =>
        new(to.Id, Holidays.HoursOf(Branch), 10, done, new LocalDate(2026, 10, 19), new LocalDate(2026, 12, 28), Now - Duration.FromDays(30));

    private static NudgeText Told(Localizer words, Person to) => new NoInfosessionEmail(SiteUrl, Links).WriteTold(
        words, Rollout, new NudgeRecipient(to.Id, to.Email!, to.Name, to.GivenName, to.Language, "Gent"), [.. Near(2)], new BranchUptake(14, 2, 0));

    private static IEnumerable<NearbyInfosession> Near(int choices) => Enumerable.Range(0, choices).Select(i => new NearbyInfosession(
        InfosessionId.New(), i == 2 ? null : Branch.Id, new TopicTitle("De Brug on your phone", "en", TopicTranslations.None), new LocalDateTime(2026, 11, 25 + i, 14, 0), Instant.FromUtc(2026, 11, 25 + i, 13, 0),
        Instant.FromUtc(2026, 11, 25 + i, 15, 0), A.Brussels, i == 2 ? null : "Canteen", "nl", 7 - (3 * i), "Anouk Smeets"));

    private static NudgeText NoInfosession(Localizer words, Person to, BranchUptake momentum, int choices)
    {
        return new NoInfosessionEmail(SiteUrl, Links).Write(
            words, Rollout, new NudgeRecipient(to.Id, to.Email!, to.Name, to.GivenName, to.Language, "Gent"), Holidays.HoursOf(Branch), Instant.FromUtc(2026, 12, 7, 8, 0), [.. Near(choices)], momentum);
    }
}
