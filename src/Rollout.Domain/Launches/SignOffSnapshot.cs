using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Rollout.Domain.Launches;

/// <summary>
/// What a verdict is given on: the moment, how late the wave may go live and how long a go holds, and every check with its state. Kept whole with the verdict, so that it can be said later what
/// changed and not only that something did.
/// </summary>
/// <param name="Moment">The moment, in milliseconds since 1970 (UTC).</param>
/// <param name="TimesMoved">How often the moment had been moved by then.</param>
/// <param name="Checks">Every check, in the order of the checklist.</param>
/// <param name="GoLastsDays">How many days a go was to hold.</param>
/// <param name="LateMinutes">How long after the moment the wave was to go live by itself.</param>
public sealed record SignOffSnapshot(long Moment, int TimesMoved, IReadOnlyList<SnapshotCheck> Checks, int GoLastsDays, int LateMinutes)
{
    /// <summary>One spelling for one state.</summary>
    [JsonIgnore]
    public string Text => JsonSerializer.Serialize(this);

    /// <summary>SHA-256 of the text, in lower-case hexadecimal: what the page shows and the signature must match.</summary>
    [JsonIgnore]
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    /// <summary>The launch as it is now.</summary>
    public static SignOffSnapshot Of(Wave wave, Launch launch) => new(
        wave.MomentAt.ToUnixTimeMilliseconds(),
        wave.TimesMoved,
        [.. launch.Checks.OrderBy(c => c.Position).Select(c => new SnapshotCheck(c.Id.Value, c.Text, c.Weight.ToString(), c.Done, c.TimesFallenBack, c.Measure, c.Target))],
        wave.Terms.GoLastsDays,
        wave.Terms.LateMinutes);

    /// <summary>
    /// What is no longer as it was then. A check that was open and is done now is no reason to ask again, and neither is a shorter window. A go is as
    /// old as it may be by what was read with it, or by what the lead shortened it to since.
    /// </summary>
    public static IReadOnlyList<SnapshotChange> CompareTo(SignOff verdict, Wave wave, Launch launch, Instant now)
    {
        var then = Read(verdict.SignedOn);
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

        // From the start on the goes are taken as they were then: nobody has to sign again between the start and the moment.
        if ((wave.StartedAt ?? now) - verdict.At > Duration.FromDays(Math.Min(then.GoLastsDays, current.GoLastsDays)))
        {
            changes.Add(new SnapshotChange(SnapshotChangeKind.TooOld, null));
        }

        return changes;
    }

    /// <summary>The checks as they were when a verdict was given.</summary>
    public static IReadOnlyList<SnapshotCheck> ChecksOf(SignOff verdict) => Read(verdict.SignedOn).Checks;

    // What cannot be read was not written by us: a verdict on it holds for nothing.
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

/// <summary>One thing that makes a verdict stale.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Check">The check it is about; null when it is about no check.</param>
/// <param name="Minutes">How late the wave may go live now; 0 when it is about something else.</param>
public sealed record SnapshotChange(SnapshotChangeKind Kind, CheckSubject? Check, int Minutes = 0);

/// <summary>What kind of change makes a verdict stale.</summary>
public enum SnapshotChangeKind
{
    MomentMoved,

    /// <summary>The verdict is older than the wave allows.</summary>
    TooOld,

    /// <summary>The wave may go live later after its moment than what was read.</summary>
    LateWindowGrew,
    CheckFellBack,
    CheckAdded,
    CheckDropped,
}
