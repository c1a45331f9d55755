using Rollout.App.Hosting;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Modules.Participation.Reports;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Tests.Architecture;

/// <summary>A part of the app and the tables only it writes.</summary>
/// <param name="Name">As a namespace: "Modules.Launches", "Identity".</param>
/// <param name="Published">The tables that parts above it may read, by joining them into their own queries.</param>
/// <param name="Private">The tables nobody else reads.</param>
internal sealed record Part(string Name, Type[] Published, Type[] Private)
{
    public string Space => "Rollout.App." + Name;

    public bool IsModule => Name.StartsWith("Modules.", StringComparison.Ordinal);
}

/// <summary>The map of the app: its parts from the bottom up. A part uses those below it, and never one above.</summary>
internal static class House
{
    public static readonly IReadOnlyList<Part> Parts =
    [
        new("Persistence", [], []),
        new("Shared", [typeof(OutboxMessage), typeof(SuppressedAddress), typeof(MailReport)], []),
        new("Identity", [], [typeof(SignInCode), typeof(FailedSignIn), typeof(SignInSession), typeof(CompanyAccount), typeof(AccessCard), typeof(Passkey), typeof(UsedChallenge), typeof(AuditEntry)]),
        new("Layout", [], []),
        new("Modules.Api", [], [typeof(ApiClient), typeof(Webhook), typeof(WebhookDelivery)]),
        new("Modules.Outbox", [], []),
        new("Modules.Organisation", [typeof(RolloutSettings), typeof(Branch), typeof(Person), typeof(Consent)], [typeof(ScimToken), typeof(ScimAccount), typeof(LearnedColumn), typeof(ImportRun), typeof(ImportChunk), typeof(PersonBefore)]),
        new("Modules.Participation",
            [typeof(Activity), typeof(ActiveWeek)],
            [typeof(ActivityReport), typeof(PlatformAccount), typeof(Statement), typeof(ParticipationSum), typeof(ReportMapping), typeof(HeldReport), typeof(BriefReader), typeof(PublishedFigure), typeof(DirectorStep), typeof(GraphFetch), typeof(RetentionRun)]),
        new("Modules.Infosessions",
            [typeof(Topic), typeof(Infosession), typeof(Registration), typeof(WarmUpAnswer), typeof(QueuePriorityOverride), typeof(Finding), typeof(FeedbackAsk), typeof(DateRequest)],
            [typeof(SeatHold), typeof(Kiosk), typeof(TopicContent), typeof(Material), typeof(MaterialPart), typeof(MaterialFile), typeof(CalendarFeed), typeof(KeyUser), typeof(FeedbackScore), typeof(FeedbackText)]),
        new("Modules.Ambassadors",
            [typeof(Ambassador), typeof(Invitation), typeof(Credit), typeof(Claim), typeof(CreditReview), typeof(ProfileEvidence), typeof(Candidate), typeof(AmbassadorQuestion), typeof(Tip)],
            [typeof(CreditMove), typeof(Confirmation), typeof(Season), typeof(SeasonTerm), typeof(ShareText), typeof(Spotlight), typeof(ProfileDefinition)]),
        new("Modules.Launches",
            [typeof(Wave), typeof(Launch), typeof(ReadinessCheck)],
            [typeof(KickOff), typeof(EvidenceFile), typeof(Checklist), typeof(WaveEvent), typeof(WeekStep), typeof(Deputy), typeof(WaveAnnouncement), typeof(Phase), typeof(SignOff), typeof(RollCall)]),
        new("Modules.Nudges", [],
            [
                typeof(InfosessionAnnouncement), typeof(NudgeRule), typeof(NudgeRuleVersion), typeof(NudgeRuleEvent), typeof(NudgeRun), typeof(NudgeOptOut), typeof(NudgeBranchPause), typeof(NudgeAnswer),
            ]),
        new("Modules.Dashboard", [], []),
    ];

    /// <summary>What puts the program together, and the demo's data: they may use everything, and nothing may use them.</summary>
    public static readonly IReadOnlyList<string> Top = ["Hosting", "Jobs", "Demo"];

    /// <summary>The tables that only the top uses.</summary>
    public static readonly IReadOnlyList<Type> TopTables = [typeof(UnnamedProxy)];

    /// <summary>What stands below the modules and reads one of their tables all the same, and why it may.</summary>
    public static readonly IReadOnlyDictionary<(string Part, Type Table), string> ReadsFromBelow = new Dictionary<(string, Type), string>
    {
        [("Shared", typeof(RolloutSettings))] = "the settings of the rollout are in every page and mail",
        [("Shared", typeof(Branch))] = "the language of a mail",
        [("Shared", typeof(Person))] = "whether someone can be reached, when a mail leaves",
        [("Modules.Api", typeof(Person))] = "the leads, who are told of a webhook that is given up",
        [("Modules.Outbox", typeof(RolloutSettings))] = "the time zone in which it tells when a message left",
        [("Modules.Outbox", typeof(Person))] = "who asked for a trial mail",
        [("Modules.Participation", typeof(Launch))] = "since when a branch is live: its curve begins there",
        [("Modules.Participation", typeof(KickOff))] = "what the director said at the kick-off, and when it was: a mark on the curve",
        [("Modules.Participation", typeof(AmbassadorQuestion))] = "how many questions have no answer: one of the director's three things",
        [("Modules.Participation", typeof(Infosession))] = "the infosessions drawn on the curve",
        [("Identity", typeof(Person))] = "who signs in",
        [("Identity", typeof(Branch))] = "whose branch it is, and who directs it",
        [("Identity", typeof(Ambassador))] = "a role",
        [("Identity", typeof(Deputy))] = "a role",
        [("Identity", typeof(Credit))] = "the demo signs in an ambassador who is well under way",
    };

    /// <summary>The only class of a module that may look at the modules above it, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> LooksUp = new Dictionary<string, string>
    {
        ["Modules.Organisation.People.One.FindPerson"] = "the lead's page of one person shows what they are in every module",
    };

    /// <summary>Methods that change an object of the domain, but nothing that is stored.</summary>
    public static readonly IReadOnlySet<string> ChangesNothingStored = new HashSet<string> { "RolloutSettings.WithBranchLanguages" };

    /// <summary>The part a table belongs to; for one of the top a part above all others.</summary>
    public static Part OwnerOf(Type table) => Parts.SingleOrDefault(p => p.Published.Contains(table) || p.Private.Contains(table)) ?? new Part("Hosting", [], [table]);

    /// <summary>The part a namespace belongs to; null for the top and for what is no part of the app.</summary>
    public static Part? PartOf(string space) => Parts.SingleOrDefault(p => space == p.Space || space.StartsWith(p.Space + ".", StringComparison.Ordinal));

    public static bool IsTop(string space) => Top.Any(t => space == "Rollout.App." + t || space.StartsWith($"Rollout.App.{t}.", StringComparison.Ordinal));

    public static int Height(Part part) => Parts.Contains(part) ? Parts.ToList().IndexOf(part) : Parts.Count;
}
