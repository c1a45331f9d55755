using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Persistence;

/// <summary>
/// The one way in which search boxes find people: by each word of a name, an e-mail address or a department, with accents or without; by personnel number, with
/// zeros in front or without; by mobile, however it is written.
/// </summary>
public static class PeopleSearch
{
    private const int MostWords = 8;
    private const int FewestDigits = 6; // fewer are no telephone number, and could be part of any

    /// <summary>Those who match what someone typed; all where nothing was.</summary>
    public static IQueryable<Person> Matching(this IQueryable<Person> people, string? typed)
    {
        var text = TextNormalizer.Normalize(typed ?? "");
        if (MobileDigits(text) is { } digits)
        {
            var number = TextNormalizer.WithoutZeros(text.Replace(" ", "", StringComparison.Ordinal));
            return people.Where(p => p.MobileKey!.EndsWith(digits) || p.BareNumber == number);
        }

        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
        {
            var (folded, bare) = (TextNormalizer.Fold(word), TextNormalizer.WithoutZeros(word));
            people = people.Where(p => p.SearchName.Contains(folded) || p.DepartmentKey.Contains(folded) || p.Email!.Contains(word) || p.BareNumber == bare);
        }

        return people;
    }

    /// <summary>Whether anything was typed to search for.</summary>
    public static bool IsAsked(string? typed) => !string.IsNullOrWhiteSpace(typed);

    /// <summary>What a stored mobile ends with, without calling code and first zero; null where it is no number.</summary>
    private static string? MobileDigits(string text)
    {
        if (text.Any(c => !char.IsAsciiDigit(c) && !"+ ()/.-".Contains(c, StringComparison.Ordinal)))
        {
            return null;
        }

        var digits = string.Concat(text.Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit)).TrimStart('0');
        var isInternational = text.StartsWith('+') || text.StartsWith("00", StringComparison.Ordinal);
        return digits.Length < FewestDigits ? null : isInternational ? MobileNumber.International(text, "") ?? digits : digits;
    }
}
