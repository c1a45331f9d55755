using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Text;
using Rollout.App.Identity;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Ambassadors.Seasons;

/// <summary>Exports the ambassadors and credits of a season: CSV and workbooks for people, JSON for programs.</summary>
internal static class SeasonFiles
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static void MapSeasonFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ambassadors/ambassadors" + ListFile.Endings, async (FindSeasons seasons, Localizer words, int? season, CancellationToken ct) =>
        {
            var rows = await seasons.AmbassadorsAsync(season, ct);
            return new ListFile(NameOf("ambassadors", season), [words["board.name"], "e-mail", words["board.branch"], words["people.department"], words["season.quota"], words["season.from"], words["season.until"], words["season.done"], words["season.solid"], words["season.provisional"]],
                rows.Select(r => (object?[])[r.Name, r.Email, r.Branch, r.Department, r.Quota, r.From, r.Until, r.Done, r.Solid, r.Provisional]));
        }).RequireAuthorization(Policies.Lead);

        app.MapGet("/ambassadors/credits" + ListFile.Endings, async (FindSeasons seasons, Localizer words, int? season, CancellationToken ct) =>
        {
            var rows = await seasons.CreditsAsync(season, ct);
            return new ListFile(NameOf("credits", season), [words["season.ambassador"], words["season.earned-by"], words["season.colleague"], words["board.branch"], words["season.at"], words["season.evidence"], words["season.definition"], words["season.provisional"]],
                rows.Select(r => (object?[])[r.Ambassador, r.EarnedBy, r.Colleague, r.Branch, InstantPattern.General.Format(r.At), r.Evidence.ToString(), r.Definition, words[r.Provisional ? "season.yes" : "season.no"]]));
        }).RequireAuthorization(Policies.Lead);

        app.MapGet("/ambassadors/ambassadors.json", async (FindSeasons seasons, int? season, CancellationToken ct) => Results.Json(
            (await seasons.AmbassadorsAsync(season, ct)).Select(r => new { r.Name, r.Email, r.Branch, r.Department, r.Quota, From = LocalDatePattern.Iso.Format(r.From), Until = LocalDatePattern.Iso.Format(r.Until), r.Done, r.Solid, r.Provisional }),
            Plain)).RequireAuthorization(Policies.Lead);

        app.MapGet("/ambassadors/credits.json", async (FindSeasons seasons, int? season, CancellationToken ct) => Results.Json(
            (await seasons.CreditsAsync(season, ct)).Select(r => new { r.Ambassador, r.EarnedBy, r.Colleague, r.Branch, At = InstantPattern.General.Format(r.At), r.Evidence, r.Definition, r.Provisional }),
            Plain)).RequireAuthorization(Policies.Lead);
    }

    private static string NameOf(string list, int? season) => season is { } number ? $"{list}-{number.ToString(CultureInfo.InvariantCulture)}" : list;
}
