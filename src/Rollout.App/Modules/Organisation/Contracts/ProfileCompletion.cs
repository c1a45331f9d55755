using NodaTime;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>Records since when a person's profile on the platform is complete; the evidence for it is kept by the ambassadors.</summary>
internal static class ProfileCompletion
{
    /// <summary>Keeps the earliest moment that is known.</summary>
    public static void Record(Person person, Instant since) => person.CompletedProfile(since);

    /// <summary>The same in SQL for many people at once.</summary>
    /// <param name="source">A table with the columns <c>person</c> and <c>since</c>.</param>
    /// <param name="where">Which of its rows, with <c>s</c> for the table.</param>
    public static string Sql(string source, string where) =>
        $"""
        UPDATE people SET profile_complete_since = s.since, version = people.version + 1 FROM {source} AS s
        WHERE {where} AND s.person = people.id AND (people.profile_complete_since IS NULL OR people.profile_complete_since > s.since)
        """;
}
