using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Kiosks;

/// <summary>The kiosk that a browser was opened as.</summary>
public sealed record OpenKiosk(KioskId Id, string Name, BranchId Branch, string BranchName);

/// <summary>The secret in a kiosk's cookie.</summary>
public static class KioskDevice
{
    public const string CookieName = "rollout-kiosk";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);

    extension(HttpContext http)
    {
        internal string? KioskSecret => http.Request.Cookies[CookieName];

        internal void BecomeKiosk(string secret) => http.Response.Cookies.Append(
            CookieName, secret,
            new CookieOptions { MaxAge = Lifetime, SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true, Secure = http.Request.IsHttps, Path = "/kiosk" });
    }
}

/// <summary>Finds the kiosk of a browser.</summary>
public sealed class FindKiosk(IDbContextFactory<RolloutDb> dbs)
{
    /// <returns>Null where it never was one, or is one no more.</returns>
    public async Task<OpenKiosk?> RunAsync(string? secret, CancellationToken ct = default)
    {
        var hash = Kiosk.HashOf(secret ?? "");
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from k in db.Kiosks
            join b in db.Branches on k.Branch equals b.Id
            where k.SecretHash == hash && k.ClosedAt == null
            select new OpenKiosk(k.Id, k.Name, b.Id, b.Name)).SingleOrDefaultAsync(ct);
    }
}
