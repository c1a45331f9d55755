using Microsoft.AspNetCore.Antiforgery;
using Rollout.App.Shared.PersonReferences;
using Rollout.App.Identity;
using Rollout.App.Identity.CompanyAccounts;
using Rollout.App.Modules.Organisation.Settings;
using Rollout.App.Modules.Organisation.Branches;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;

using Rollout.App.Shared.Outbox.Returns;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>Registers people: their list, and the import of people and branches.</summary>
internal static class PeopleModule
{
    /// <summary>How long a page waits for an import that was stopped to be rolled back.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddOptions<LeaverSettings>().BindConfiguration(LeaverSettings.Section).Services
        .AddSingleton<IFileImport, ImportPeople>().AddSingleton<IFileImport, ImportBranches>()
        .AddSingleton<IReturnHandler, Complaints>().AddSingleton<ILooseEnds, DirectorLooseEnds>().AddSingleton<ILooseEnds, SignInLooseEnds>().AddSingleton<IPersonReferences, OrganisationReferences>().AddSingleton<IPersonReferences, ConsentTable>().AddSingleton<FindLooseEnds>()
        .AddSingleton<ImportFiles>()
        .AddSingleton<ImportQueue>()
        .AddSingleton<IAfterSignIn, RememberPageLanguage>().AddSingleton<IRolesFromAccount, FollowAccountRoles>().AddSingleton<NudgeSettings>()
        .AddSingleton<ImportRuns>()
        .AddHostedService<ImportWorker>();

    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        app.MapGet("/people" + ListFile.Endings, (ListPeople people, Localizer words, [AsParameters] PeopleQuery asked) => new ListFile(
            words["people.file"],
            [words["people.name"], words["people.branch"], words["people.job"], words["people.department"], words["people.work-type"], words["people.reach"], words["people.number"]],
            people.AllAsync(asked.ToFilter()).Select(p => (object?[])[p.Name, p.Branch, p.JobTitle, p.Department, words["work-type." + p.WorkType.ToString().ToLowerInvariant()], p.Reach, p.PersonnelNumber])))
            .RequireAuthorization(Policies.Lead);

        app.MapGet("/branches" + ListFile.Endings, async (ListBranches branches, Localizer words, string? order, CancellationToken ct) => new ListFile(
            words["branches.file"],
            [words["branches.code"], words["people.branch"], words["branches.place"], words["branches.zone"], words["branches.opens"], words["branches.closes"], words["branches.director"], words["nav.people"]],
            (await branches.RunAsync(ct)).In(QueryParameters.Choice<BranchOrder>(order)).Select(b =>
                (object?[])[b.Code, b.Name, words.Country(b.Country), b.Zone.Id, words.Hour(b.OpensAt), words.Hour(b.ClosesAt), b.Director ?? b.AwaitedDirector, b.People])))
            .RequireAuthorization(Policies.Lead);

        app.MapGet("/people/import/{id}/progress", async (string id, ImportRuns runs, CurrentUserAccessor me, Localizer words, CancellationToken ct) =>
            await runs.FindAsync(id, (await me.GetAsync(ct)).Id, ct) is { State: var state }
                ? Results.Json(new { state.Progress.Share, Text = words.Progress(state.Progress), Done = !state.IsBusy, Waits = state.Ahead == 0 ? null : words.Count("import.waits", state.Ahead) })
                : Results.NotFound()).RequireAuthorization(Policies.Lead);

        app.MapPost("/people/import/{id}/stop", async (string id, ImportRuns runs, CurrentUserAccessor me, CancellationToken ct) =>
        {
            if (await runs.FindAsync(id, (await me.GetAsync(ct)).Id, ct) is { State.IsBusy: true } run)
            {
                await runs.StopAsync(run, ct);
                await runs.FindSettledAsync(id, run.Lead, StopPatience, ct);
            }

            return Results.LocalRedirect(await runs.FindAsync(id, (await me.GetAsync(ct)).Id, ct) is null ? "/people/import" : $"/people/import/{id}");
        }).RequireAuthorization(Policies.Lead).WithMetadata(new RequireAntiforgeryTokenAttribute());

        app.MapGet("/people/import/{id}/refused.csv", async (string id, ImportRuns runs, ImportFiles files, CurrentUserAccessor me, Localizer words, CancellationToken ct) =>
            await runs.FindAsync(id, (await me.GetAsync(ct)).Id, ct) is { State.Result.Rejected: > 0 } run
                ? Results.Stream(output => WriteRefusedAsync(output, files, id, words), "text/csv; charset=utf-8", words["import.refused-file", Path.GetFileNameWithoutExtension(run.FileName)])
                : Results.NotFound()).RequireAuthorization(Policies.Lead);
    }

    /// <summary>Writes the refused rows as they were in the file, so that they can be corrected and sent again; the last columns say where and why.</summary>
    private static async Task WriteRefusedAsync(Stream output, ImportFiles files, string id, Localizer words)
    {
        await using var refused = await files.OpenAsync(id, ImportFile.Refused, default);
        await using var csv = new SafeCsv(output);
        var header = RefusedRows.Header(refused);
        await csv.WriteRowAsync([.. header, words["import.line"], words["import.code"], words["import.what-to-do"]]);
        foreach (var row in RefusedRows.Read(refused))
        {
            var codes = ImportCodeNames.Of(row.Codes).ToList();
            var cells = Enumerable.Range(0, header.Count).Select(i => i < row.Cells.Count ? row.Cells[i] : "");
            await csv.WriteRowAsync([.. cells, row.Line.ToString(words.Culture), string.Join(' ', codes), words.Sentences(row.Codes)]);
        }
    }
}
