using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>
/// A director's signed verdict on their launch. It is never changed or taken away: a later one follows it. Each holds what it was given on
/// and the hash of the one before, so that a record that was tampered with shows.
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

    /// <summary>What must be settled (go with a condition), or why not (no-go); empty for a go.</summary>
    public string Words { get; private init; } = "";

    /// <summary>Who settles the condition; null is the director.</summary>
    public PersonId? ConditionOwner { get; private init; }

    /// <summary>The last day for the condition.</summary>
    public LocalDate? ConditionDue { get; private init; }

    public PersonId By { get; private init; }

    /// <summary>True when a deputy gave it for the director.</summary>
    public bool AsDeputy { get; private init; }

    public Instant At { get; private init; }

    /// <summary>What it was given on: see <see cref="SignOffSnapshot"/>.</summary>
    public string SignedOn { get; private init; } = "";

    /// <summary>The hash of the verdict before, or empty for the first.</summary>
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
            // As the database keeps it: a hash over anything finer would never be found again.
            At = Instant.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            SignedOn = on.Text,
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

        // A branch went along with a wave only with a verdict: a record that is empty by then was emptied.
        return previous == (launch.SignOffHead ?? "") && (number > 0 || launch.State != LaunchState.Live || launch.IsRehearsal) ? null : number + 1;
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
        SignedOn = SignedOn,
        PreviousHash = PreviousHash,
        Hash = HashOfAll(),
    };

    // Lengths before texts, so that no two verdicts share one spelling.
    private string HashOfAll()
    {
        string[] parts =
        [
            Id.ToString(), Launch.ToString(), Number.ToString(CultureInfo.InvariantCulture), Verdict.ToString(), Words,
            ConditionOwner?.ToString() ?? "", ConditionDue?.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) ?? "",
            By.ToString(), At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), SignedOn, PreviousHash, AsDeputy ? "deputy" : "",
        ];
        var all = string.Concat(parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }
}

/// <summary>What a director can say.</summary>
public enum Verdict
{
    Go,
    GoOnCondition,
    NoGo,
}

/// <summary>A verdict as it is given, with what it needs.</summary>
public abstract record VerdictGiven
{
    private VerdictGiven()
    {
    }

    internal abstract Verdict Kind { get; }

    internal virtual string Words => "";

    /// <summary>The same verdict, with who settles its condition.</summary>
    public VerdictGiven For(PersonId? owner) => this is GoOnCondition condition ? condition with { Owner = owner } : this;

    /// <summary>Refuses a verdict that lacks what it needs.</summary>
    internal virtual void Validate(LocalDate momentDay, LocalDate today)
    {
    }

    public sealed record Go : VerdictGiven
    {
        internal override Verdict Kind => Verdict.Go;
    }

    /// <summary>Go, if one thing is settled in time. It becomes a check of the launch.</summary>
    /// <param name="Text">What must be settled.</param>
    /// <param name="Owner">Who settles it; null is the director.</param>
    /// <param name="Due">By when; not after the day of the moment.</param>
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
