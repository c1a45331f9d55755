using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>
/// A director's signed verdict on their launch. It is never changed or deleted: a later one follows it. Each stores what it was based on and the hash of its
/// predecessor, so that tampering shows.
/// </summary>
public sealed class SignOff
{
    private SignOff()
    {
    }

    public SignOffId Id { get; private init; }
    public LaunchId Launch { get; private init; }

    /// <summary>1 for the launch's first verdict.</summary>
    public int Number { get; private init; }

    public Verdict Verdict { get; private init; }

    /// <summary>The condition (go with a condition) or the reason (no-go); empty for a go.</summary>
    public string Words { get; private init; } = "";

    /// <summary>Who settles the condition; null for the director.</summary>
    public PersonId? ConditionOwner { get; private init; }

    /// <summary>The last day for settling the condition.</summary>
    public LocalDate? ConditionDue { get; private init; }

    public PersonId By { get; private init; }

    /// <summary>True when a deputy signed for the director.</summary>
    public bool AsDeputy { get; private init; }

    public Instant At { get; private init; }

    /// <summary>What it was based on; see <see cref="SignOffSnapshot"/>.</summary>
    public string SnapshotJson { get; private init; } = "";

    /// <summary>The hash of the previous verdict; empty for the first.</summary>
    public string PreviousHash { get; private init; } = "";

    /// <summary>SHA-256 over all of the above, in lower-case hexadecimal.</summary>
    public string Hash { get; private init; } = "";

    internal static SignOff Give(Launch launch, SignOffSnapshot on, VerdictGiven verdict, PersonId by, bool asDeputy, Instant now, SignOff? previous)
    {
        var condition = verdict as VerdictGiven.GoOnCondition;
        var signed = new SignOff
        {
            Id = SignOffId.New(),
            Launch = launch.Id,
            Number = (previous?.Number ?? 0) + 1,
            Verdict = verdict.Kind,
            Words = verdict.Words,
            ConditionOwner = condition?.Owner,
            ConditionDue = condition?.Due,
            By = by,
            AsDeputy = asDeputy,
            // Milliseconds, as the database stores it: the hash must be reproducible from the stored value.
            At = Instant.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            SnapshotJson = on.Text,
            PreviousHash = previous?.Hash ?? "",
        };
        return signed.WithHash();
    }

    internal static int? FindTamperedEntry(Launch launch)
    {
        var previous = "";
        var number = 0;
        foreach (var signed in launch.SignOffs)
        {
            number++;
            if (signed.Number != number || signed.PreviousHash != previous || signed.Hash != signed.HashOfAll())
            {
                return number;
            }

            previous = signed.Hash;
        }

        // A branch cannot go live without a verdict: an empty record by then was emptied.
        return previous == (launch.LastSignOffHash ?? "") && (number > 0 || launch.State != LaunchState.Live || launch.IsRehearsal) ? null : number + 1;
    }

    private SignOff WithHash() => new()
    {
        Id = Id,
        Launch = Launch,
        Number = Number,
        Verdict = Verdict,
        Words = Words,
        ConditionOwner = ConditionOwner,
        ConditionDue = ConditionDue,
        By = By,
        AsDeputy = AsDeputy,
        At = At,
        SnapshotJson = SnapshotJson,
        PreviousHash = PreviousHash,
        Hash = HashOfAll(),
    };

    // Each text is preceded by its length, so that no two verdicts hash the same input.
    private string HashOfAll()
    {
        string[] parts =
        [
            Id.ToString(), Launch.ToString(), Number.ToString(CultureInfo.InvariantCulture), Verdict.ToString(), Words,
            ConditionOwner?.ToString() ?? "", ConditionDue?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "",
            By.ToString(), At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), SnapshotJson, PreviousHash, AsDeputy ? "deputy" : "",
        ];
        var all = string.Concat(parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }
}

/// <summary>The possible verdicts.</summary>
public enum Verdict
{
    Go,
    GoOnCondition,
    NoGo,
}

/// <summary>A verdict as given, with what it requires.</summary>
public abstract record VerdictGiven
{
    private VerdictGiven()
    {
    }

    internal abstract Verdict Kind { get; }

    internal virtual string Words => "";

    /// <summary>The same verdict, with the person who settles its condition.</summary>
    public VerdictGiven For(PersonId? owner) => this is GoOnCondition condition ? condition with { Owner = owner } : this;

    /// <summary>Checks that the verdict has what it requires.</summary>
    internal virtual void Validate(LocalDate momentDay, LocalDate today)
    {
    }

    public sealed record Go : VerdictGiven
    {
        internal override Verdict Kind => Verdict.Go;
    }

    /// <summary>A go, provided one thing is settled in time. It becomes a check of the launch.</summary>
    /// <param name="Text">What must be settled.</param>
    /// <param name="Owner">Who settles it; null for the director.</param>
    /// <param name="Due">The due date, at the latest the day of the moment.</param>
    public sealed record GoOnCondition(string Text, PersonId? Owner, LocalDate Due) : VerdictGiven
    {
        internal override Verdict Kind => Verdict.GoOnCondition;

        internal override string Words => ReadinessCheck.OneLine(Text);

        internal override void Validate(LocalDate momentDay, LocalDate today)
        {
            LaunchRules.ConditionSaysWhat.Ensure(Words.Length is >= 1 and <= ReadinessCheck.TextLength);
            LaunchRules.ConditionIsDueInTime.Ensure(Due >= today && Due <= momentDay);
        }
    }

    public sealed record NoGo(string Reason) : VerdictGiven
    {
        internal override Verdict Kind => Verdict.NoGo;

        internal override string Words => Reason.Trim();

        internal override void Validate(LocalDate momentDay, LocalDate today) =>
            LaunchRules.NoGoSaysWhy.Ensure(Words.Length is >= 1 and <= Wave.ReasonLength);
    }
}

public readonly record struct SignOffId(Guid Value)
{
    public static SignOffId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
