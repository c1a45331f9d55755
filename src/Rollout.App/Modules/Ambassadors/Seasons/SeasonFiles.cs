using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;
using Rollout.App.Identity;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Ambassadors.Seasons;

/// <summary>Exports the ambassadors and credits of a season: CSV for spreadsheets, JSON for programs.</summary>
internal static class SeasonFiles
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static void MapSeasonFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ambassadors/ambassadors.csv", async (FindSeasons seasons, Localizer words, int? season, CancellationToken ct) =>
        {
            var rows = await seasons.AmbassadorsAsync(season, ct);
            return Csv("ambassadors", season, [words["board.name"], "e-mail", words["board.branch"], words["people.department"], words["season.quota"], words["season.from"], words["season.until"], words["season.done"], words["season.solid"], words["season.provisional"]],
                rows.Select(r => new[] { r.Name, r.Email, r.Branch, r.Department, Number(r.Quota), LocalDatePattern.Iso.Format(r.From), LocalDatePattern.Iso.Format(r.Until), Number(r.Done), Number(r.Solid), Number(r.Provisional) }));
        }).RequireAuthorization(Policies.Lead);

        app.MapGet("/ambassadors/credits.csv", async (FindSeasons seasons, Localizer words, int? season, CancellationToken ct) =>
        {
            var rows = await seasons.CreditsAsync(season, ct);
            return Csv("credits", season, [words["season.ambassador"], words["season.earned-by"], words["season.colleague"], words["board.branch"], words["season.at"], words["season.evidence"], words["season.definition"], words["season.provisional"]],
                rows.Select(r => new[] { r.Ambassador, r.EarnedBy, r.Colleague, r.Branch, InstantPattern.General.Format(r.At), r.Evidence.ToString(), Number(r.Definition), words[r.Provisional ? "season.yes" : "season.no"] }));
        }).RequireAuthorization(Policies.Lead);

        app.MapGet("/ambassadors/ambassadors.json", async (FindSeasons seasons, int? season, CancellationToken ct) => Results.Json(
            (await seasons.AmbassadorsAsync(season, ct)).Select(r => new { r.Name, r.Email, r.Branch, r.Department, r.Quota, From = LocalDatePattern.Iso.Format(r.From), Until = LocalDatePattern.Iso.Format(r.Until), r.Done, r.Solid, r.Provisional }),
            Plain)).RequireAuthorization(Policies.Lead);

        app.MapGet("/ambassadors/credits.json", async (FindSeasons seasons, int? season, CancellationToken ct) => Results.Json(
            (await seasons.CreditsAsync(season, ct)).Select(r => new { r.Ambassador, r.EarnedBy, r.Colleague, r.Branch, At = InstantPattern.General.Format(r.At), r.Evidence, r.Definition, r.Provisional }),
            Plain)).RequireAuthorization(Policies.Lead);
    }

    private static IResult Csv(string name, int? season, string[] header, IEnumerable<string[]> rows) => Results.Stream(
        async output =>
        {
            await using var csv = new SafeCsv(output);
            foreach (var row in rows.Prepend(header))
            {
                await csv.WriteRowAsync(row);
            }
        },
        "text/csv; charset=utf-8",
        season is { } number ? $"{name}-{Number(number)}.csv" : name + ".csv");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
