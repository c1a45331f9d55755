using Rollout.App.Shared.PersonReferences;
using Rollout.App.Modules.Outbox.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;
using Rollout.App.Modules.Outbox.Returns;
using Rollout.App.Shared.Outbox;
using Rollout.App.Shared.Outbox.Returns;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Returns;

namespace Rollout.App.Modules.Outbox;

/// <summary>Registers the outbox and the mail transport.</summary>
internal static class OutboxModule
{
    public static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddOptions<MailSettings>().BindConfiguration("Mail").ValidateOnStart();
        services.AddOptions<ReturnSettings>().BindConfiguration("Returns");
        return services
            .AddSingleton<IValidateOptions<MailSettings>, MailSettingsValidator>()
            .AddSingleton<IOutbox, OutboxStore>()
            .AddSingleton<ISendGuard, ReachableGuard>().AddSingleton<IPersonReferences, OutboxReferences>()
            .AddSingleton<ClaimOwner>()
            .AddSingleton<TakeReturnedMail>().AddSingleton<ReadReturnedMail>()
            .AddSingleton<OutboxSignal>()
            .AddSingleton<ICommitListener, AddedMessages>()
            .AddSingleton<DispatchOutbox>()
            .AddHostedService<OutboxDispatcher>()
            .AddSingleton<MailTransportStatus>()
            .AddSingleton<IMailTransportStatus>(provider => provider.GetRequiredService<MailTransportStatus>())
            .AddSingleton<MailRenderer>()
            .AddSingleton(SenderOf)
            .AddSingleton(SmtpOf)
            .AddSingleton(TransportOf);
    }

    public static void MapOutbox(this IEndpointRouteBuilder app)
    {
        app.MapGet("/outbox" + ListFile.Endings, (ListOutbox outbox, Localizer words, [AsParameters] OutboxQuery asked) => new ListFile(
            words["outbox.file"],
            [words["outbox.when"], words["outbox.to"], words["outbox.address"], words["outbox.message"], words["outbox.about"], words["outbox.fate"]],
            outbox.AllAsync(asked.ToFilter()).Select(m => (object?[])[m.SettledAt, m.Row.Name, m.Row.Address, m.Row.Confidential ? null : m.Row.Subject, words.AboutOf(m.Row.About), words.StateOf(m.Row.State, m.Row.FailureReason)])))
            .RequireAuthorization(Policies.Lead);
        app.MapPost("/outbox/resend", ResendAsync).RequireAuthorization(Policies.Lead).RefusedTo(http => $"/outbox/{http.Request.Form["message"]}"); // sent meanwhile, or resent by someone else
        app.MapPost("/outbox/addresses/trust", async ([FromForm] string? address, TrustAddress trust, CancellationToken ct) =>
        {
            await trust.RunAsync(address ?? "", ct);
            return Results.LocalRedirect("/outbox/addresses");
        }).RequireAuthorization(Policies.Lead);
        app.MapPost("/outbox/try", async ([FromForm] string? to, TryMail tryMail, CancellationToken ct) =>
            Results.LocalRedirect(QueryHelpers.AddQueryString(LocalPath.Of(to), "tried", await tryMail.RunAsync(ct)))).RequireAuthorization(Policies.Lead);
    }

    private static async Task<IResult> ResendAsync([FromForm] Guid? message, ResendParked resend, CancellationToken ct)
    {
        var queued = await resend.RunAsync(message is { } id ? new OutboxMessageId(id) : null, ct);
        return Results.LocalRedirect(message is { } one ? $"/outbox/{one}" : $"/outbox?resent={queued}");
    }

    private static Sender SenderOf(IServiceProvider provider)
    {
        var mail = provider.GetRequiredService<IOptions<MailSettings>>().Value;
        var address = mail.From ?? $"rollout@{HostOf(provider)}";
        var signing = mail.Dkim is { Selector: { } selector, KeyFile: { } file } ? new DkimSigning(mail.Dkim.Domain ?? address[(address.LastIndexOf('@') + 1)..], selector, file) : null;
        return new Sender(address, mail.FromName, mail.ReplyTo, signing);
    }

    private static IMailTransport TransportOf(IServiceProvider provider)
    {
        var mail = provider.GetRequiredService<IOptions<MailSettings>>().Value;
        return mail.Postbox == "smtp"
            ? provider.GetRequiredService<SmtpTransport>()
            : new EmlFileTransport(Path.Combine(provider.GetRequiredService<HostSettings>().DataFolder, HostSettings.MailFolder), mail.FolderIsPickedUp);
    }

    private static SmtpTransport SmtpOf(IServiceProvider provider)
    {
        var mail = provider.GetRequiredService<IOptions<MailSettings>>().Value;
        return new SmtpTransport(mail, mail.LocalDomain ?? HostOf(provider), SmtpTimeouts.Default);
    }

    private static string HostOf(IServiceProvider provider)
    {
        var site = provider.GetRequiredService<SiteUrl>().BaseAddress;
        return site.HostNameType == UriHostNameType.Dns ? site.Host : "localhost";
    }
}
