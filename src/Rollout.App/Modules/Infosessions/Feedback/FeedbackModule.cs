using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Shared.Outbox;
using Rollout.Notifications.Jobs;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>Registers feedback: asking, answering, and the results.</summary>
internal static class FeedbackModule
{
    public static IServiceCollection AddFeedback(this IServiceCollection services) => services
        .AddSingleton<FeedbackEmails>().AddSingleton<ISendGuard, FeedbackGuard>().AddSingleton<INudgeSource, FeedbackOpenSource>()
        .AddSingleton<AskForFeedback>().AddSingleton<IAskForFeedback>(provider => provider.GetRequiredService<AskForFeedback>())
        .AddScoped<FindFeedback>().AddScoped<FindFeedbackStatus>().AddScoped<GiveFeedback>().AddScoped<NoteFeedbackGiven>().AddScoped<FindFeedbackResults>().AddScoped<FindTopicFeedback>();
}
