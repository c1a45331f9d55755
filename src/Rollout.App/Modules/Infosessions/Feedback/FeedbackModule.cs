using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Shared.Outbox;

namespace Rollout.App.Modules.Infosessions.Feedback;

/// <summary>Registers feedback: asking, answering, and the results.</summary>
internal static class FeedbackModule
{
    public static IServiceCollection AddFeedback(this IServiceCollection services) => services
        .AddSingleton<FeedbackEmails>().AddSingleton<FeedbackLinks>().AddSingleton<ISendGuard, FeedbackGuard>();
}
