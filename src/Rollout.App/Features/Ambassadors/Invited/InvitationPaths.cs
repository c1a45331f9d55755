using Rollout.Domain.Ambassadors;

namespace Rollout.App.Features.Ambassadors.Invited;

/// <summary>The addresses of an invitation's pages, one thing on each.</summary>
internal static class InvitationPaths
{
    public static string Start(string code, string? token) => With("/i/" + code, token);

    public static string Profile(string code, string? token) => With($"/i/{code}/profile", token);

    public static string Later(string code, string? token) => With($"/i/{code}/later", token);

    public static string Who(string code, string? via) => $"/i/{code}/who" + (string.IsNullOrEmpty(via) ? "" : "?via=" + Uri.EscapeDataString(via));

    /// <summary>How someone came: a personal link says so itself, the rest is told by the address.</summary>
    public static InvitationChannel ChannelOf(string? via, Invited? who) =>
        who is { Evidence: CreditEvidence.PersonalLink } ? InvitationChannel.Mail
        : via switch
        {
            "qr" => InvitationChannel.Qr,
            "code" => InvitationChannel.Code,
            _ => InvitationChannel.Link,
        };

    private static string With(string path, string? token) => string.IsNullOrEmpty(token) ? path : $"{path}?me={Uri.EscapeDataString(token)}";
}
