using Microsoft.EntityFrameworkCore.Diagnostics;
using Rollout.App.Features.Ambassadors.Candidates;
using Rollout.App.Features.Ambassadors.Invited;
using Rollout.App.Features.Ambassadors.Together;
using Rollout.App.Features.Ambassadors.Reviews;
using Rollout.App.Features.Ambassadors.Seasons;
using Rollout.App.Features.Ambassadors.Sharing;
using Rollout.Notifications.Jobs;

namespace Rollout.App.Features.Ambassadors;

/// <summary>The acts and questions of ambassadors, their invitations and credits.</summary>
internal static class AmbassadorsSetup
{
    public static IServiceCollection AddAmbassadors(this IServiceCollection services) => services
        .AddSingleton<AmbassadorLetters>()
        .AddSingleton<TermLetters>().AddSingleton<TellTermsEnd>().AddSingleton<ITellTermsEnd>(provider => provider.GetRequiredService<TellTermsEnd>())
        .AddScoped<AppointAmbassadors>().AddScoped<ChangeAmbassador>().AddSingleton<Appointing>().AddScoped<ReappointAmbassador>().AddScoped<MoveCredit>()
        .AddSingleton<AmbassadorNews>().AddSingleton<ISaveChangesInterceptor>(provider => provider.GetRequiredService<AmbassadorNews>()).AddSingleton<FindPool>().AddScoped<ListAmbassadors>().AddScoped<FindAmbassador>().AddScoped<FindPeopleToAppoint>().AddScoped<FindCreditToMove>()
        .AddSingleton<CandidateLetters>()
        .AddScoped<AskCandidates>().AddScoped<ApplyAsAmbassador>().AddScoped<SettleCandidate>().AddScoped<FindAsked>().AddScoped<AnswerAsked>().AddScoped<FindPersonToAsk>()
        .AddScoped<FindCoverage>().AddScoped<SuggestCandidates>().AddScoped<FindSuccessors>().AddScoped<HandOver>()
        .AddSingleton<TogetherLetters>()
        .AddScoped<AskForStory>().AddScoped<TellStory>().AddScoped<FindStory>().AddScoped<ListTips>().AddScoped<KeepTips>().AddScoped<AskTheLead>().AddScoped<AnswerQuestion>()
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
