using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Identity.Audit;

/// <summary>
/// What the audit log is about: how the rollout is set up and run. What people do for themselves is left out on purpose (places, invitations they accept, feedback, what they do on
/// the platform), so that the log cannot tell it either.
/// </summary>
internal static class AuditedTypes
{
    private static readonly HashSet<Type> All =
    [
        typeof(RolloutSettings), typeof(Branch), typeof(Person), typeof(AccessCard), typeof(Passkey), typeof(Kiosk), typeof(CompanyAccount), typeof(ScimToken), typeof(ApiClient), typeof(Webhook),
        typeof(Ambassador), typeof(Candidate), typeof(CreditMove), typeof(CreditReview), typeof(Season), typeof(ShareText), typeof(ProfileDefinition),
        typeof(Topic), typeof(TopicContent), typeof(Infosession), typeof(KeyUser), typeof(QueuePriorityOverride),
        typeof(Wave), typeof(Launch), typeof(ReadinessCheck), typeof(KickOff), typeof(Checklist), typeof(Phase), typeof(Deputy), typeof(SignOff), typeof(RollCall), typeof(WaveAnnouncement),
        typeof(NudgeRule), typeof(NudgeRuleVersion), typeof(NudgeBranchPause), typeof(InfosessionAnnouncement),
    ];

    /// <summary>What follows from something else, or is someone's own: seats that are counted, keys to search by, the language of a page.</summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "Version", "Taken", "Offered", "Waiting", "LastQueueNumber", "RemindAt", "Sequence", "Language", "PageLanguage", "SearchName", "SortName", "PersonnelKey", "BareNumber", "MobileKey", "DepartmentKey",
        "NudgesStoppedAt", "TextMessagesSince", "ProfileCompleteSince", "DisownedAt", "CodeHash", "SecretHash", "FormerHash", "SignCount", "UsedAt",
    };

    public static bool Has(Type type) => All.Contains(type);

    /// <param name="field">As a property or a column.</param>
    public static bool Tells(string field) => !Ignored.Contains(field.Replace("_", "", StringComparison.Ordinal));

    public static IEnumerable<string> Names => All.Select(t => t.Name).Order(StringComparer.Ordinal);
}
