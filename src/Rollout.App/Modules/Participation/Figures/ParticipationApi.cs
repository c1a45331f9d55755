using System.ComponentModel;
using NodaTime;
using Rollout.App.Modules.Api.Contracts;
using Rollout.Domain.Access;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>How precisely a share is published.</summary>
internal enum ShareKind
{
    Exact,

    /// <summary>Only that it lies between two percentages.</summary>
    Band,

    /// <summary>Fewer than five people did.</summary>
    Few,

    /// <summary>All but fewer than five people did.</summary>
    NearlyAll,
}

/// <summary>A share, as precise as on the pages.</summary>
/// <param name="Count">How many did; only where it is exact.</param>
internal sealed record ShareItem(ShareKind Kind, int? Count, int? Percent, int? FromPercent, int? ToPercent)
{
    public static ShareItem? Of(GroupShare? share) => share switch
    {
        null or { IsHidden: true } => null,
        { IsRough: true, Band: var (from, to) } => new ShareItem(ShareKind.Band, null, null, from, to),
        { IsFew: true } => new ShareItem(ShareKind.Few, null, null, null, null),
        { IsNearAll: true } => new ShareItem(ShareKind.NearlyAll, null, null, null, null),
        { } exact => new ShareItem(ShareKind.Exact, exact.Count, exact.Percent, null, null),
    };
}

/// <param name="Days">How many days back it looks; null for the one that looks back without end.</param>
/// <param name="Day">The day the value is for; null when no source covers it, or it may not be published.</param>
internal sealed record FigureItem(Figure Figure, int? Days, DateOnly? Day, ShareItem? Share);

internal sealed record GroupFigureItem(Figure Figure, ShareItem? Share);

/// <param name="Value">What they have in common; empty where it is not known.</param>
internal sealed record GroupItem(string Value, int People, IReadOnlyList<GroupFigureItem> Figures);

/// <param name="Groups">The groups that may be published.</param>
/// <param name="Hidden">How many groups are left out because they are too small, or would reveal one that is.</param>
internal sealed record BreakdownItem(GroupKind By, IReadOnlyList<GroupItem> Groups, int Hidden);

/// <summary>The figures of participation, for clients of the API: sums of at least five people, and nobody's own.</summary>
/// <param name="People">The number of people in the group; 0 where it may not be published.</param>
internal sealed record ParticipationItem(string? Source, DateOnly? Day, int People, IReadOnlyList<FigureItem> Figures, IReadOnlyList<BreakdownItem> Breakdowns)
{
    public static ParticipationItem Of(ParticipationView view) => new(
        view.Sources.Count == 0 ? null : view.Sources[0], DateOf(view.Day), view.People,
        [.. view.Figures.Select(f => new FigureItem(f.Figure, f.Figure.Days(), DateOf(f.Day), ShareItem.Of(f.Now)))],
        [.. view.Groups.Select(g => new BreakdownItem(g.Kind, [.. g.Lines.Where(l => l.IsShown).Select(l => new GroupItem(l.Value, l.People, [.. l.Shares.Select(s => new GroupFigureItem(s.Key, ShareItem.Of(s.Value)))]))], g.Lines.Count(l => !l.IsShown)))]);

    private static DateOnly? DateOf(LocalDate? day) => day?.ToDateOnly();
}

/// <summary>What clients ask about participation. The lead's page and this read the same, so that both hide the same.</summary>
internal static class ParticipationApi
{
    public static void MapParticipationApi(this RouteGroupBuilder api) =>
        api.MapGet("/participation", FindAsync).RequireScope(ApiScopes.ParticipationRead).WithTags("Participation").WithName("FindParticipation").WithSummary("Sums of the house or of one branch")
            .Produces<ParticipationItem>().ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> FindAsync(
        [Description("The code of one branch; the house when not said.")] string? branch, [Description("The reports to count; the newest source when not said.")] string? source, ReadParticipation read, CancellationToken ct) =>
        await read.RunAsync(new ParticipationAsked(source, branch, Figure.Visited), ParticipationViewer.Lead, ct) is { } view && (source is null || view.Sources.Contains(source)) ? Results.Ok(ParticipationItem.Of(view)) : Results.NotFound();
}
