using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.People;

/// <summary>Rules about a person.</summary>
public static class PersonRules
{
    public static readonly Rule NeedsAName = new("person.needs-a-name");
    public static readonly Rule NeedsAKey = new("person.needs-a-key");
}
