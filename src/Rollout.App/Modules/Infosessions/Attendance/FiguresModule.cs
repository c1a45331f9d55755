using Rollout.App.Identity;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>Registers the attendance figures: a page and its file.</summary>
internal static class FiguresModule
{
    public static void MapFigures(this IEndpointRouteBuilder app) =>
        app.MapGet("/infosessions/figures" + ListFile.Endings, async (FindFigures findFigures, Localizer words, CancellationToken ct) => new ListFile(
            words["figures.file"],
            [words["figures.by"], words["figures.group"], words["figures.people"], words["figures.places"], words["figures.came"], words["figures.no-shows"], words["figures.walked-in"], words["figures.rate"]],
            RowsOf(await findFigures.RunAsync(ct), words))).RequireAuthorization(Policies.LeadOrFacilitator);

    private static IEnumerable<object?[]> RowsOf(AttendanceFigures figures, Localizer words)
    {
        if (figures.All is not { } all)
        {
            return [];
        }

        var groups = figures.By.SelectMany(by => by.Value.Select(group => (By: words["figures.by-" + by.Key], Group: group))).Prepend((By: words["figures.all"], Group: all));
        return groups.Select(g => (object?[])[g.By, g.Group.Name, g.Group.People, g.Group.Places, g.Group.Came, g.Group.NoShows, g.Group.WalkedIn, g.Group.ShowRate?.ToString("P0", words.Culture)]);
    }
}
