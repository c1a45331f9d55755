using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The stored data needed to read a file of people.</summary>
/// <param name="Countries">The branches by <see cref="TextNormalizer.Normalize"/>, with the two letters of their country.</param>
/// <param name="Today">People whose last day is before this date have left.</param>
public sealed record PeopleContext(IReadOnlyDictionary<string, string> Countries, LocalDate Today)
{
    /// <summary>The addresses of known shared mailboxes, in lower case.</summary>
    public IReadOnlySet<string> SharedEmails { get; init; } = new HashSet<string>();
}
