using Rollout.App.Shared.PersonReferences;
using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;
using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Participation.Briefs;
using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Modules.Participation.Graph;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Modules.Participation.Steps;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation;

/// <summary>Registers platform activity: its import, who may see it, and its deletion.</summary>
internal static class ParticipationModule
{
    public static IServiceCollection AddParticipation(this IServiceCollection services) => services
        .AddSingleton<IFileImport, ImportActivity>().AddSingleton<BriefEmails>().AddSingleton<IPersonReferences, ActivityReferences>()
        .AddSingleton(provider => GraphSettings.Read(provider.GetRequiredService<IConfiguration>()));

    public static void MapParticipation(this IEndpointRouteBuilder app)
    {
        app.MapPost("/my/privacy/activity", async ([FromForm] string tell, ShareActivity letBeTold, CancellationToken ct) =>
        {
            await letBeTold.RunAsync(tell == "yes", ct);
            return Results.LocalRedirect("/my/privacy#activity");
        });

        app.MapGet("/participation" + ListFile.Endings, async (FindParticipation find, Localizer words, string? source, string? branch, string? order, CancellationToken ct) =>
            await find.RunAsync(new ParticipationAsked(source, branch, Figure.Active), ct) is { } view
                ? (IResult)new ListFile(words["use.file"], [words["figures.by"], words["use.group"], words["use.people"], .. Enum.GetValues<Figure>().Select(words.FigureName)], view.Rows(QueryParameters.Choice<GroupOrder>(order), words))
                : Results.NotFound()).RequireAuthorization(Policies.LeadOrDirector);

        app.MapGet("/participation/import" + ListFile.Endings, async (ListReports reports, Localizer words, string? order, CancellationToken ct) => new ListFile(
            words["reports.file"],
            [words["reports.day"], words["reports.source"], words["reports.days-counted"], words["import.file"], words["reports.known"], words["reports.unknown"], words["reports.nameless"], words["reports.outsiders"]],
            (await reports.AllAsync(QueryParameters.Choice<ReportOrder>(order), ct)).Select(r => (object?[])[r.Day, words.SourceName(r.Source), r.Period, r.File, r.Matched, r.Unmatched, r.NoName, r.LeftOut])))
            .RequireAuthorization(Policies.Lead);

        app.MapPost("/participation/steps", async ([FromForm] Guid branch, [FromForm] string monday, [FromForm] string kind, [FromForm] string done, [FromForm] string? back, TickDirectorStep tick, CancellationToken ct) =>
        {
            if (!LocalDatePattern.Iso.Parse(monday).TryGetValue(default, out var week) || !Enum.TryParse<DirectorStepKind>(kind, out var step) || !Enum.IsDefined(step))
            {
                return Results.BadRequest();
            }

            await tick.RunAsync(new BranchId(branch), week, step, done == "yes", ct);
            return Results.LocalRedirect(back is not null && back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.Contains('\\', StringComparison.Ordinal) ? back : "/");
        }).RequireAuthorization(Policies.LeadOrDirector);

        // The form is bound only so that its token is checked.
        app.MapPost("/participation/import/{id:guid}/take-back", async (Guid id, [FromForm(Name = "_")] string? nothing, TakeReportBack takeBack, CancellationToken ct) =>
        {
            await takeBack.RunAsync(new ActivityReportId(id), ct);
            return Results.LocalRedirect("/participation/import");
        }).RequireAuthorization(Policies.Lead);
    }
}
