using Microsoft.EntityFrameworkCore.Diagnostics;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.App.Modules.Ambassadors.Colleagues;
using Rollout.App.Modules.Ambassadors.Community;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Modules.Ambassadors.Forecasts;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Ambassadors.Reviews;
using Rollout.App.Modules.Ambassadors.Seasons;
using Rollout.App.Modules.Ambassadors.Sharing;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.Notifications.Jobs;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>Registers the commands and queries about ambassadors, invitations and credits.</summary>
internal static class AmbassadorsModule
{
    public static IServiceCollection AddAmbassadors(this IServiceCollection services) => services
        .AddSingleton<AmbassadorEmails>()
        .AddSingleton<TermEmails>().AddSingleton<SendTermEndNotices>().AddSingleton<ITermEndNotices>(provider => provider.GetRequiredService<SendTermEndNotices>())
        .AddScoped<AppointAmbassadors>().AddScoped<ChangeAmbassador>().AddSingleton<Appointing>().AddScoped<ReappointAmbassador>().AddScoped<MoveCredit>()
        .AddSingleton<AmbassadorCacheInvalidator>().AddSingleton<ISaveChangesInterceptor>(provider => provider.GetRequiredService<AmbassadorCacheInvalidator>()).AddSingleton<FindPool>().AddScoped<ListAmbassadors>().AddScoped<FindAmbassador>().AddScoped<FindPeopleToAppoint>().AddScoped<FindCreditToMove>()
        .AddSingleton<CandidateEmails>()
        .AddScoped<AskCandidates>().AddScoped<ApplyAsAmbassador>().AddScoped<DecideCandidate>().AddScoped<FindCandidateOffer>().AddScoped<AnswerCandidateOffer>().AddScoped<FindPersonToAsk>()
        .AddScoped<FindCoverage>().AddScoped<SuggestCandidates>().AddScoped<FindSuccessors>().AddScoped<HandOver>()
        .AddSingleton<CommunityEmails>()
        .AddScoped<RequestSpotlight>().AddScoped<WriteSpotlightStory>().AddScoped<FindStory>().AddScoped<ListTips>().AddScoped<EditTips>().AddScoped<AskTheLead>().AddScoped<AnswerQuestion>()
        .AddScoped<FindTeams>().AddScoped<ChooseName>()
        .AddScoped<FindMyColleagues>().AddScoped<FindColleaguesToAsk>()
        .AddScoped<FindProfileDefinition>().AddScoped<ChangeProfileDefinition>()
        .AddScoped<InviteColleague>().AddScoped<ClaimColleague>().AddScoped<FindClaims>()
        .AddScoped<FindShareTexts>().AddScoped<WriteShareTexts>().AddScoped<FindFunnel>()
        .AddScoped<AskReview>().AddScoped<AnswerReview>().AddScoped<FindReviews>().AddScoped<FindBursts>()
        .AddScoped<CloseSeason>().AddScoped<OpenSeason>().AddScoped<FindSeasons>()
        .AddScoped<FindInvited>().AddScoped<SayWhoYouAre>().AddScoped<FindInvitation>().AddScoped<AcceptInvitation>().AddScoped<ConfirmProfile>()
        .AddScoped<FindClaimOfMe>().AddScoped<ContradictClaim>();
}
