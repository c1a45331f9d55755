using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>What is stored that decides how a file of people is read.</summary>
/// <param name="Countries">The branches by <see cref="TextNormalizer.Normalize"/>, with the two letters of their country.</param>
/// <param name="Today">Who left before it does not work here any more.</param>
public sealed record PeopleContext(IReadOnlyDictionary<string, string> Countries, LocalDate Today)
{
    /// <summary>The addresses of mailboxes that are known to be shared, in lower case.</summary>
    public IReadOnlySet<string> SharedEmails { get; init; } = new HashSet<string>();
}
