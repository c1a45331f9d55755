using System.Text.RegularExpressions;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>What the name of an account says by itself.</summary>
public static partial class AccountNames
{
    /// <summary>The beginnings of names that are taken for shared mailboxes and services when nobody has them; the lead's page shows them.</summary>
    public static readonly IReadOnlyList<string> Services =
        ["svc", "service", "srv", "noreply", "no-reply", "info", "admin", "administrator", "scan", "scanner", "printer", "room", "zaal", "salle", "vergaderzaal", "test", "helpdesk", "sync", "bot"];

    /// <summary>The name in lower case; null when the report gives none: empty, <c>(Unknown)</c>, <c>&lt;PII:…&gt;</c>, or longer than a name can be.</summary>
    public static string? Of(string text) =>
        text.Length is 0 or > PlatformAccount.NameLength || text.Equals("(unknown)", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<PII:", StringComparison.OrdinalIgnoreCase)
            ? null : text.ToLowerInvariant();

    /// <summary>What Microsoft writes instead of a name unless the tenant's setting displayConcealedNames is turned off.</summary>
    public static bool IsConcealed(string text) => Concealed().IsMatch(text);

    /// <summary>A guest by its name: an account of another company.</summary>
    public static bool IsGuest(string name) => name.Contains("#ext#", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the name is like that of a service or shared mailbox.</summary>
    public static bool LooksLikeService(string name)
    {
        var word = FirstWord().Match(name).Value;
        return Services.Contains(word);
    }

    [GeneratedRegex("^[0-9A-Fa-f]{32}$")]
    private static partial Regex Concealed();

    [GeneratedRegex("^(?:no-reply|[a-z]+)(?=[._@-]|$)")]
    private static partial Regex FirstWord();
}
