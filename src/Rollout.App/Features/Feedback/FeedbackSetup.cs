using Rollout.App.Features.Nudges;
using Rollout.App.Features.Outbox;
using Rollout.Notifications.Jobs;

namespace Rollout.App.Features.Feedback;

/// <summary>What those who came thought: asking, answering, and the results.</summary>
internal static class FeedbackSetup
{
    public static IServiceCollection AddFeedback(this IServiceCollection services) => services
        .AddSingleton<FeedbackLetters>().AddSingleton<IStillWanted, FeedbackStillWanted>().AddSingleton<INudgeRule, FeedbackOpenRule>()
        .AddSingleton<AskForFeedback>().AddSingleton<IAskForFeedback>(provider => provider.GetRequiredService<AskForFeedback>())
        .AddScoped<FindFeedback>().AddScoped<FindFeedbackStanding>().AddScoped<GiveFeedback>().AddScoped<NoteFeedbackGiven>().AddScoped<FindFeedbackResults>().AddScoped<FindTopicFeedback>();
}
