using Rollout.App.Operations;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Postboxes;

namespace Rollout.App.Features.Outbox;

internal static class OutboxSetup
{
    public static IServiceCollection AddOutbox(this IServiceCollection services) => services
        .AddSingleton<IOutbox, StoredOutbox>()
        .AddSingleton<IStillWanted, StillReachable>()
        .AddSingleton<DispatchOutbox>()
        .AddSingleton<ComposeMail>()
        .AddSingleton(provider => new Sender($"rollout@{provider.GetRequiredService<Site>().BaseAddress.Host}"))
        .AddSingleton<IPostbox>(provider => new FolderPostbox(Path.Combine(provider.GetRequiredService<HostSettings>().DataFolder, "mails")));
}
