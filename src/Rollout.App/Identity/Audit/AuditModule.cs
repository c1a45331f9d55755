using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NodaTime.Text;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Identity.Audit;

internal static class AuditModule
{
    private static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss");

    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddSingleton<ISaveChangesInterceptor, AuditTrail>();

    public static void MapAudit(this IEndpointRouteBuilder app) =>
        app.MapGet("/audit" + ListFile.Endings, async (string? who, string? subject, string? from, string? to, ListAudit listAudit, Localizer words, CancellationToken ct) => new ListFile(
            words["audit.file"],
            [words["audit.number"], words["audit.when"], words["audit.by"], words["audit.act"], words["audit.subject"], words["audit.person"], words["audit.change"], words["audit.way"], words["audit.network"]],
            (await listAudit.AllAsync(AuditFilter.Of(who, subject, from, to), ct)).Select(RowOf))).RequireAuthorization(Policies.Lead);

    /// <summary>How someone came in, for the audit log.</summary>
    public static string WayOf(HttpContext http) => SignInClaims.PersonOf(http.User) is null ? "nobody" : SignInClaims.IsVerified(http.User) ? "verified" : "unverified";

    /// <summary>The network of a request, without what tells one device or household from another.</summary>
    public static string NetworkOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        return address switch
        {
            null => "",
            { AddressFamily: AddressFamily.InterNetwork } => new IPAddress([.. address.GetAddressBytes().AsSpan(0, 3), 0]) + "/24",
            _ => new IPAddress([.. address.GetAddressBytes().AsSpan(0, 6), .. new byte[10]]) + "/48",
        };
    }

    // The moment is text, because its seconds count here.
    private static object?[] RowOf(AuditLine line) => [(int?)line.Number, Moment.Format(line.At), line.By, line.Act, line.Subject, line.Person, line.Change, line.Way, line.Network];
}
