using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Rollout.App.Access;
using Rollout.App.Operations;
using Rollout.App.Operations.Checks;
using Rollout.Domain.Rules;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Postboxes;

namespace Rollout.App.Features.Outbox;

/// <summary>How messages leave the house.</summary>
internal static class OutboxSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddOptions<MailSettings>().BindConfiguration("Mail").ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<MailSettings>, MailSettingsInWords>()
            .AddSingleton<IOutbox, StoredOutbox>()
            .AddSingleton<IStillWanted, StillReachable>()
            .AddSingleton<DispatchOutbox>()
            .AddSingleton<ComposeMail>()
            .AddSingleton(SenderOf)
            .AddSingleton(PostboxOf)
            .AddScoped<ListOutbox>()
            .AddScoped<FindMessage>()
            .AddScoped<ResendParked>();
    }

    public static void MapOutbox(this IEndpointRouteBuilder app) => app.MapPost("/outbox/resend", async ([FromForm] Guid? message, ResendParked resend, CancellationToken ct) =>
    {
        try
        {
            var queued = await resend.RunAsync(message is { } id ? new OutboxMessageId(id) : null, ct);
            return Results.LocalRedirect(message is { } one ? $"/outbox/{one}" : $"/outbox?resent={queued}");
        }
        catch (BrokenRuleException)
        {
            // Sent meanwhile, or sent again by someone else: the page says how it is now.
            return Results.LocalRedirect($"/outbox/{message}");
        }
    }).RequireAuthorization(Policies.Lead);

    private static Sender SenderOf(IServiceProvider provider)
    {
        var mail = provider.GetRequiredService<IOptions<MailSettings>>().Value;
        var site = provider.GetRequiredService<Site>().BaseAddress;
        var host = site.HostNameType == UriHostNameType.Dns ? site.Host : "localhost";
        return new Sender(mail.From ?? $"rollout@{host}", mail.FromName, mail.ReplyTo);
    }

    private static IPostbox PostboxOf(IServiceProvider provider)
    {
        var mail = provider.GetRequiredService<IOptions<MailSettings>>().Value;
        return mail.Postbox switch
        {
            "smtp" => new SmtpPostbox(mail, Patience),
#if MAILKIT
            "mailkit" => new MailKitPostbox(mail, Patience),
#endif
            _ => new FolderPostbox(Path.Combine(provider.GetRequiredService<HostSettings>().DataFolder, "mails")),
        };
    }
}
