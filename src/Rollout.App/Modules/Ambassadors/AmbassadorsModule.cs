using Rollout.App.Shared.PersonReferences;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors.Contracts;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.App.Modules.Ambassadors.Community;
using Rollout.App.Modules.Ambassadors.Reviews;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Participation.Contracts;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Outbox;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>Registers the commands and queries about ambassadors, invitations and credits, and the board as a file.</summary>
internal static class AmbassadorsModule
{
    public static IServiceCollection AddAmbassadors(this IServiceCollection services) => services
        .AddSingleton<AmbassadorEmails>()
        .AddSingleton<TermEmails>().AddSingleton<ISendGuard, WelcomeGuard>().AddSingleton<Appointing>()
        .AddSingleton<CandidateEmails>()
        .AddScoped<AskCandidates>().AddScoped<DecideCandidate>()
        .AddSingleton<CommunityEmails>().AddScoped<WriteSpotlightStory>().AddScoped<FindStory>().AddScoped<EditTips>().AddScoped<FindReviews>()
        .AddSingleton<IFileImport, ImportProfiles>().AddSingleton<IObserveProfiles, ObserveProfiles>().AddSingleton<ILooseEnds, AmbassadorLooseEnds>().AddSingleton<IPersonReferences, AmbassadorReferences>().AddSingleton(new SettingsSection(typeof(ProfileDefinitionForm)));

    public static void MapAmbassadors(this IEndpointRouteBuilder app)
    {
        app.MapGet("/ambassadors" + ListFile.Endings, async (ListAmbassadors ambassadors, Localizer words, string? branch, string? show, string? name, string? order, CancellationToken ct) =>
        {
            var asked = new AmbassadorBoardFilter(branch, QueryParameters.Choice<AmbassadorBoardScope>(show), name, 1) { Order = QueryParameters.Choice<AmbassadorBoardOrder>(order) };
            return new ListFile(
                words["board.file"],
                [words["board.ambassador"], words["board.branch"], words["season.done"], words["season.quota"], words["season.provisional"], words["board.on-the-way"], words["board.chance-percent"], words["board.how"], words["season.until"]],
                (await ambassadors.AllAsync(asked, ct)).Select(r => (object?[])[r.Name, r.Branch, r.Pace.Done, r.Pace.Quota, r.Provisional, r.OnTheWay, r.Chance, r.SteppedDown ? words["board.stepped-down"] : words.InShort(r.Pace), r.Until]));
        }).RequireAuthorization(Policies.LeadOrDirector);
        app.MapGet("/ambassadors/coverage" + ListFile.Endings, async (FindCoverage coverage, Localizer words, string? order, CancellationToken ct) => new ListFile(
            words["coverage.file"],
            [words["board.branch"], words["coverage.people"], words["coverage.have"], words["coverage.wanted"], words["coverage.on-the-way"]],
            (await coverage.RunAsync(ct)).In(QueryParameters.Choice<CoverageOrder>(order)).Select(b => (object?[])[b.Name, b.Coverage.People, b.Coverage.Ambassadors, b.Coverage.Wanted, b.OnTheWay])))
            .RequireAuthorization(Policies.LeadOrDirector);
    }
}
