using Rollout.App.Shared.PersonReferences;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.App.Modules.Ambassadors.Community;
using Rollout.App.Modules.Ambassadors.Reviews;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.App.Modules.Organisation.Contracts;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>Registers the commands and queries about ambassadors, invitations and credits.</summary>
internal static class AmbassadorsModule
{
    public static IServiceCollection AddAmbassadors(this IServiceCollection services) => services
        .AddSingleton<AmbassadorEmails>()
        .AddSingleton<TermEmails>().AddSingleton<Appointing>()
        .AddSingleton<CandidateEmails>()
        .AddScoped<AskCandidates>().AddScoped<DecideCandidate>()
        .AddSingleton<CommunityEmails>().AddScoped<WriteSpotlightStory>().AddScoped<FindStory>().AddScoped<EditTips>().AddScoped<FindReviews>()
        .AddSingleton<IFileImport, ImportProfiles>().AddSingleton<ILooseEnds, AmbassadorLooseEnds>().AddSingleton<IPersonReferences, AmbassadorReferences>().AddSingleton(new SettingsSection(typeof(ProfileDefinitionForm)));
}
