using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Rollout.Domain.Launches;

/// <summary>
/// What a verdict is based on: the moment, how late the wave may go live, how long a go is valid, and every check with its state. Stored in full with the
/// verdict, so that a page can show what changed, not only that something did.
/// </summary>
/// <param name="Moment">The moment, in milliseconds since 1970 (UTC).</param>
/// <param name="TimesMoved">How often the moment had been moved by then.</param>
/// <param name="Checks">All checks, in checklist order.</param>
/// <param name="GoLastsDays">How many days a go was to be valid.</param>
/// <param name="LateMinutes">How many minutes after the moment the wave could still go live automatically.</param>
public sealed record SignOffSnapshot(long Moment, int TimesMoved, IReadOnlyList<SnapshotCheck> Checks, int GoLastsDays, int LateMinutes)
{
    /// <summary>The canonical JSON of this state.</summary>
    [JsonIgnore]
    public string Text => JsonSerializer.Serialize(this);

    /// <summary>SHA-256 of <see cref="Text"/>, in lower-case hexadecimal: shown on the page, and the signature must match it.</summary>
    [JsonIgnore]
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>Takes a snapshot of the launch as it is now.</summary>
    public static SignOffSnapshot Of(Wave wave, Launch launch) => new(
        wave.MomentAt.ToUnixTimeMilliseconds(),
        wave.TimesMoved,
        [.. launch.Checks.OrderBy(c => c.Position).Select(c => new SnapshotCheck(c.Id.Value, c.Text, c.Weight.ToString(), c.Done, c.TimesFallenBack, c.Measure, c.Target))],
        wave.Terms.GoLastsDays,
        wave.Terms.LateMinutes);

    /// <summary>
    /// Lists what changed since the verdict in a way that makes it stale. A check that has been done since is no reason, and neither is a shorter late window.
    /// The validity of a go is the shorter of the one signed on and the current one.
    /// </summary>
    public static IReadOnlyList<SnapshotChange> CompareTo(SignOff verdict, Wave wave, Launch launch, Instant now)
    {
        var then = Read(verdict.SnapshotJson);
        var current = Of(wave, launch);
        var known = then.Checks.ToDictionary(c => c.Id);
        var changes = new List<SnapshotChange>();
        if (then.Moment != current.Moment || then.TimesMoved != current.TimesMoved)
        {
            changes.Add(new SnapshotChange(SnapshotChangeKind.MomentMoved, null));
        }

        if (current.LateMinutes > then.LateMinutes)
        {
            changes.Add(new SnapshotChange(SnapshotChangeKind.LateWindowGrew, null, current.LateMinutes));
        }

        foreach (var check in current.Checks)
        {
            if (!known.Remove(check.Id, out var before))
            {
                changes.Add(new SnapshotChange(SnapshotChangeKind.CheckAdded, check.Subject));
            }
            else if (before.TimesFallenBack != check.TimesFallenBack || (before.Done && !check.Done) || before.Subject != check.Subject || before.Weight != check.Weight)
            {
                changes.Add(new SnapshotChange(SnapshotChangeKind.CheckFellBack, check.Subject));
            }
        }

        changes.AddRange(known.Values.Select(gone => new SnapshotChange(SnapshotChangeKind.CheckDropped, gone.Subject)));

        // Validity is judged at the start of the wave: nobody has to sign again between the start and the moment.
        if ((wave.StartedAt ?? now) - verdict.At > Duration.FromDays(Math.Min(then.GoLastsDays, current.GoLastsDays)))
        {
            changes.Add(new SnapshotChange(SnapshotChangeKind.TooOld, null));
        }

        return changes;
    }

    /// <summary>The checks as they were when the verdict was given.</summary>
    public static IReadOnlyList<SnapshotCheck> ChecksOf(SignOff verdict) => Read(verdict.SnapshotJson).Checks;

    // Text that cannot be parsed was not written by this program; a verdict based on it is not valid.
    private static SignOffSnapshot Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<SignOffSnapshot>(text) ?? new SignOffSnapshot(0, -1, [], 0, 0);
        }
        catch (JsonException)
        {
            return new SignOffSnapshot(0, -1, [], 0, 0);
        }
    }
}

/// <summary>A check as it was when the verdict was given.</summary>
public sealed record SnapshotCheck(Guid Id, string Text, string Weight, bool Done, int TimesFallenBack, Measure? Measure = null, int Target = 0)
{
    [JsonIgnore]
    public CheckSubject Subject => new(Text, Measure, Target);
}

/// <summary>One reason why a verdict is stale.</summary>
/// <param name="Check">The check it is about; null when it is not about a check.</param>
/// <param name="Minutes">The new late window in minutes; 0 for other kinds.</param>
public sealed record SnapshotChange(SnapshotChangeKind Kind, CheckSubject? Check, int Minutes = 0);

/// <summary>The kinds of change that make a verdict stale.</summary>
public enum SnapshotChangeKind
{
    MomentMoved,

    /// <summary>The verdict is older than the wave allows.</summary>
    TooOld,

    /// <summary>The wave may go live later after its moment than the signer read.</summary>
    LateWindowGrew,
    CheckFellBack,
    CheckAdded,
    CheckDropped,
}
