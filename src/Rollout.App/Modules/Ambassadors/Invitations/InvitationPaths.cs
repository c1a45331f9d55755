using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>The addresses of the invitation pages.</summary>
internal static class InvitationPaths
{
    // Not in the list: the mail sent by Rollout, which has a personal link.
    private static readonly Dictionary<string, InvitationChannel> Channels = new()
    {
        ["link"] = InvitationChannel.Link,
        ["code"] = InvitationChannel.Code,
        ["qr"] = InvitationChannel.Qr,
        ["poster"] = InvitationChannel.Poster,
        ["card"] = InvitationChannel.Card,
        ["mail"] = InvitationChannel.OwnMail,
        ["text"] = InvitationChannel.Text,
        ["teams"] = InvitationChannel.Teams,
        ["whatsapp"] = InvitationChannel.WhatsApp,
    };

    public static string Start(string code, string? token) => With("/i/" + code, token);

    public static string Profile(string code, string? token) => With($"/i/{code}/profile", token);

    public static string Later(string code, string? token) => With($"/i/{code}/later", token);

    public static string NotRight(string code, string? token) => With($"/i/{Uri.EscapeDataString(code)}/not-right", token);

    public static string NotMe(string code, string? token) => With($"/i/{Uri.EscapeDataString(code)}/not-me", token);

    public static string Who(string code, string? via) => $"/i/{code}/who" + (string.IsNullOrEmpty(via) ? "" : "?via=" + Uri.EscapeDataString(via));

    /// <summary>How someone came: a personal link implies the mail, otherwise the address says it.</summary>
    public static InvitationChannel ChannelOf(string? via, Invited? who) =>
        who is { Evidence: CreditEvidence.PersonalLink } ? InvitationChannel.Mail
        : Channels.GetValueOrDefault(via ?? "", InvitationChannel.Link);

    /// <summary>An ambassador's link for one channel, so that it is known how people came.</summary>
    public static string Via(string code, InvitationChannel channel) => $"/i/{code}?via={Channels.Single(c => c.Value == channel).Key}";

    private static string With(string path, string? token) => string.IsNullOrEmpty(token) ? path : $"{path}?me={Uri.EscapeDataString(token)}";
}
