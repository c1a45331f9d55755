using System.Globalization;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>Registers the attendance figures: a page and a file.</summary>
internal static class FiguresModule
{
    public static void MapFigures(this IEndpointRouteBuilder app) =>
        app.MapGet("/infosessions/figures.csv", async (FindFigures findFigures, Localizer words, CancellationToken ct) =>
        {
            var figures = await findFigures.RunAsync(ct);
            return Results.Stream(output => WriteAsync(output, figures, words), "text/csv; charset=utf-8", words["figures.file"]);
        }).RequireAuthorization(Policies.LeadOrFacilitator);

    private static async Task WriteAsync(Stream output, AttendanceFigures figures, Localizer words)
    {
        await using var csv = new SafeCsv(output);
        await csv.WriteRowAsync([
            words["figures.by"], words["figures.group"], words["figures.people"], words["figures.places"], words["figures.came"], words["figures.no-shows"], words["figures.walked-in"], words["figures.rate"],
        ]);
        if (figures.All is not { } all)
        {
            return;
        }

        var rows = figures.By.SelectMany(by => by.Value.Select(group => (By: words["figures.by-" + by.Key], Group: group))).Prepend((words["figures.all"], all));
        foreach (var (by, group) in rows)
        {
            string[] numbers = [.. new[] { group.People, group.Places, group.Came, group.NoShows, group.WalkedIn }.Select(n => n.ToString(CultureInfo.InvariantCulture))];
            await csv.WriteRowAsync([by, group.Name, .. numbers, group.ShowRate?.ToString("P0", words.Culture) ?? ""]);
        }
    }
}
