using NodaTime;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The cleaned cells of one person. Empty cells are null.</summary>
/// <param name="Number">The personnel number as written: <c>0106</c> and <c>106</c> can be two.</param>
/// <param name="Email">In lower case.</param>
/// <param name="SharedEmail">The address of a shared mailbox, in lower case; then <paramref name="Email"/> is null.</param>
/// <param name="BranchKey">The normalized branch name (<see cref="TextNormalizer.Normalize"/>).</param>
/// <param name="Country">The two letters of the branch's country; empty when the branch is not known.</param>
/// <param name="Since">The first day of employment.</param>
/// <param name="Fte">Full-time equivalent; 1 for full time.</param>
/// <param name="Language">en, nl or fr.</param>
public sealed record PersonCells(
    string? Number,
    string GivenName,
    string Infix,
    string FamilyName,
    string? Email,
    string? SharedEmail,
    string? Mobile,
    string BranchKey,
    string Country,
    string? JobTitle,
    string? Department,
    LocalDate? Since,
    decimal? Fte,
    bool? HasPc,
    string? WorkType,
    string? Language)
{
    /// <summary>The normalized personnel number; null without a number.</summary>
    public string? NumberKey { get; init; } = Number is null ? null : TextNormalizer.Normalize(Number);

    /// <summary>The account name of the directory, in lower case; null when the file has none.</summary>
    public string? AccountName { get; init; }

    /// <summary>The normalized mobile number; null when it is not a usable number.</summary>
    public string? MobileKey { get; } = Mobile is null ? null : MobileNumber.International(Mobile, Country);

    /// <summary>The folded full name.</summary>
    public string NameKey { get; } = PersonNames.Folded(PersonNames.Full(GivenName, Infix, FamilyName));

    /// <summary>Neither number nor e-mail: the mobile is the key.</summary>
    public bool IsKnownByMobileAlone => NumberKey is null && Email is null;

    /// <summary>A copy with keys from earlier rows.</summary>
    public PersonCells With(string? number, string? email) => number == Number && email == Email ? this
        : this with { Number = number, NumberKey = number is null ? null : TextNormalizer.Normalize(number), Email = email };
}

/// <summary>A row of a people file, with the remarks about it.</summary>
/// <param name="Line">The physical line on which it begins.</param>
/// <param name="Identity">The index of the person in the file: equal for rows with the same key, in order of first appearance. -1 when refused.</param>
/// <param name="Person">The cells, even when the row is refused; null when it could not be read at all.</param>
public readonly record struct PersonRow(int Line, ImportCodes Codes, int Identity, PersonCells? Person)
{
    /// <summary>Someone who has left, is a guest or has a closed account.</summary>
    public bool IsNotHere => (Codes & ImportCodes.NotHere) != 0;
}
