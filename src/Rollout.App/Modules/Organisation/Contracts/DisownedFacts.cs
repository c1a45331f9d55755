using NodaTime;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>Records that someone says it was not them who gave facts that others may know; what hung on those facts is the ambassadors'.</summary>
internal static class DisownedFacts
{
    public static void Record(Person person, Instant now) => person.Disown(now);
}
