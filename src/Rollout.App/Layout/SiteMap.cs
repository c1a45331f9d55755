using Rollout.Domain.Access;

namespace Rollout.App.Layout;

/// <summary>The parts of the site each person has: by the jobs they come for, not by what the pages are made of.</summary>
internal static class SiteMap
{
    private static readonly SitePart Start = new("/", "nav.start", []);

    private static readonly SitePart List = new("/infosessions", "nav.infosessions", [], "/topics");

    private static readonly SitePart[] OfTheLead =
    [
        Start,
        new("/waves", "nav.launches", [new("/waves", "nav.waves", "/launches"), new("/waves/phases", "nav.phases")], "/my/deputies", "/my/checks"),
        new("/infosessions/planner", "nav.infosessions",
            [new("/infosessions/planner", "nav.planner"), new("/infosessions", "nav.list"), new("/topics", "nav.topics"), new("/infosessions/figures", "nav.figures")], "/my/infosessions", "/my/calendar"),
        new("/ambassadors", "nav.ambassadors",
            [new("/ambassadors", "nav.overview"), new("/ambassadors/coverage", "nav.coverage"), new("/ambassadors/reviews", "nav.reviews"), new("/ambassadors/tips", "nav.tips"), new("/ambassadors/seasons", "nav.seasons")]),
        new("/participation", "nav.participation", [new("/participation", "nav.use-figures"), new("/participation/brief", "nav.brief"), new("/participation/import", "nav.reports")]),
        new("/nudges", "nav.messages", [new("/nudges", "nav.nudges"), new("/outbox", "nav.outbox")]),
        new("/people", "nav.organisation", [new("/people", "nav.people"), new("/branches", "nav.branches"), new("/people/import", "nav.import"), new("/people/scim", "scim.title"), new("/people/roles", "nav.roles")]),
        new("/settings", "nav.settings",
            [new("/settings", "settings.tab-platform"), new("/settings/languages", "settings.tab-languages"), new("/settings/rules", "settings.tab-rules"), new("/settings/profile", "settings.tab-profile"), new("/settings/api", "api.title"), new("/check", "nav.check"), new("/audit", "nav.audit")]),
    ];

    private static readonly SitePart[] OfADirector =
    [
        Start,
        new("/my/launch", "nav.my-branch", [new("/my/launch", "nav.launch", "/launches", "/my/checks"), new("/waves", "nav.waves"), new("/participation", "nav.participation"), new("/my/deputies", "nav.deputies"), new("/my/cards", "access-card.cards", "/branches")]),
        new("/ambassadors", "nav.ambassadors", [new("/ambassadors", "nav.overview"), new("/ambassadors/coverage", "nav.coverage")]),
        List with { Others = ["/topics", "/my/infosessions", "/my/calendar"] },
    ];

    private static readonly SitePart[] OfAnAmbassador =
    [
        Start, new("/my/colleagues", "nav.my-colleagues", []),
        new("/my/team", "nav.team", [new("/my/team", "nav.my-team"), new("/my/tips", "nav.tips")], "/my/story"),
        List with { Others = ["/topics", "/my/infosessions", "/my/calendar"] },
    ];

    /// <summary>The auditor looks at what the lead has; what else they have by their job comes first.</summary>
    public static IReadOnlyList<SitePart> Of(CurrentUser? user) => user is not { IsAuditor: true, IsLead: false } ? ByJob(user)
        : user is { IsDirector: false, IsAmbassador: false, IsFacilitator: false } ? OfTheLead
        : [.. ByJob(user).Concat(OfTheLead).DistinctBy(part => part.Key)];

    private static IReadOnlyList<SitePart> ByJob(CurrentUser? user) => user switch
    {
        null => [List, new("/sign-in", "layout.sign-in", [])],
        { IsLead: true } => OfTheLead,
        { IsDirector: true } => [.. OfADirector, .. SessionsOf(user)],
        { IsAmbassador: true } => [.. OfAnAmbassador, .. SessionsOf(user)],
        { IsFacilitator: true } => [Start, .. SessionsOf(user), List],
        _ => [Start, List, new("/my/infosessions", "nav.my-place", [], "/my/calendar")],
    };

    /// <summary>The part an address belongs to; null where it belongs to none.</summary>
    public static SitePart? PartOf(IReadOnlyList<SitePart> parts, string path) =>
        parts.Where(part => part.Match(path) > 0).MaxBy(part => part.Match(path));

    // The infosessions someone gives, in the planner, and how they were attended.
    private static IEnumerable<SitePart> SessionsOf(CurrentUser user)
    {
        if (user.IsFacilitator)
        {
            yield return new($"/infosessions/planner?by=facilitator&of={user.Id}", "nav.my-sessions",
                [new("/infosessions/planner", "nav.planner"), new("/infosessions/figures", "nav.figures")]);
        }
    }
}
