using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>
/// One line of the audit log: who did what, when, to whom, and from where. It is written with the change itself and sealed shortly after: numbered, with a hash
/// over itself and the line before. People are kept as bare numbers, so that the log outlives them and holds no names.
/// </summary>
public sealed class AuditEntry
{
    public const int ActLength = 150;
    public const int SubjectLength = 40;
    public const int ChangeLength = 300;
    public const int OriginLength = 60;
    public const int HashLength = 64;

    private AuditEntry()
    {
    }

    public AuditEntryId Id { get; private init; }

    public Instant At { get; private init; }

    /// <summary>Who did it; null when nobody was signed in.</summary>
    public Guid? By { get; private init; }

    /// <summary>The command, as telemetry names it: <c>/waves/{Id}/start</c>.</summary>
    public string Act { get; private init; } = "";

    /// <summary>What was changed: <c>Wave</c>.</summary>
    public string Subject { get; private init; } = "";

    public Guid? SubjectId { get; private init; }

    /// <summary>Whom it is about.</summary>
    public Guid? Person { get; private init; }

    /// <summary>How: "added", "removed", or the names of what changed. Never a value.</summary>
    public string Change { get; private init; } = "";

    /// <summary>How they came in: verified, unverified, nobody, or the name of a token.</summary>
    public string Way { get; private init; } = "";

    /// <summary>The network, without the part that identifies a device.</summary>
    public string Network { get; private init; } = "";

    /// <summary>Null until it is sealed; then without gaps.</summary>
    public long? Number { get; private set; }

    public string? PreviousHash { get; private set; }

    public string? Hash { get; private set; }

    public static AuditEntry Write(AuditOrigin from, string subject, Guid? subjectId, PersonId? person, string change, Instant now) => new()
    {
        Id = AuditEntryId.New(),
        At = Instant.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()), // as it is stored, because the hash is over it
        By = from.By?.Value,
        Act = Cut(from.Act, ActLength),
        Subject = Cut(subject, SubjectLength),
        SubjectId = subjectId,
        Person = person?.Value,
        Change = Cut(change, ChangeLength),
        Way = Cut(from.Way, OriginLength),
        Network = Cut(from.Network, OriginLength),
    };

    /// <summary>Numbers it, and binds it to the line before.</summary>
    /// <param name="last">Null for the first of all.</param>
    public void Seal(AuditEntry? last)
    {
        (Number, PreviousHash) = ((last?.Number ?? 0) + 1, last?.Hash ?? "");
        Hash = HashOfAll();
    }

    /// <summary>Whether it is unchanged since it was sealed and follows <paramref name="last"/> in the chain.</summary>
    /// <param name="last">Null for the first that is kept: those before were deleted when their time was over.</param>
    public bool IsWhole(AuditEntry? last) => Hash == HashOfAll() && (last is null || (Number == last.Number + 1 && PreviousHash == last.Hash));

    private string HashOfAll() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Fields.Select(f => $"{f.Length}:{f}")))));

    // Each with its length, so that nothing can move from one to the next.
    private IEnumerable<string> Fields =>
    [
        PreviousHash ?? "", Number?.ToString(CultureInfo.InvariantCulture) ?? "", Id.Value.ToString("N"), At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        $"{By:N}", Act, Subject, $"{SubjectId:N}", $"{Person:N}", Change, Way, Network,
    ];

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}

/// <summary>Who runs a command, and from where.</summary>
public sealed record AuditOrigin(string Act, PersonId? By, string Way, string Network);

public readonly record struct AuditEntryId(Guid Value)
{
    public static AuditEntryId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
