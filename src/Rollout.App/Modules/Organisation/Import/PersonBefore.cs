using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// What a person was before the last import of people changed, added or let them leave, so that it can be undone. Its other columns are those of the person
/// (<see cref="Kept"/>), and are copied there and back in SQL.
/// </summary>
internal sealed class PersonBefore
{
    /// <summary>The properties of <see cref="Domain.People.Person"/> that an import may change, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Kept = new Dictionary<string, Type>
    {
        ["PersonnelNumber"] = typeof(string), ["PersonnelKey"] = typeof(string), ["BareNumber"] = typeof(string), ["Email"] = typeof(string), ["SharedEmail"] = typeof(string),
        ["Mobile"] = typeof(string), ["MobileKey"] = typeof(string), ["GivenName"] = typeof(string), ["Infix"] = typeof(string), ["FamilyName"] = typeof(string), ["Name"] = typeof(string),
        ["SearchName"] = typeof(string), ["SortName"] = typeof(string), ["Branch"] = typeof(BranchId?), ["WorkType"] = typeof(WorkType?), ["JobTitle"] = typeof(string),
        ["Department"] = typeof(string), ["DepartmentKey"] = typeof(string), ["StartedOn"] = typeof(LocalDate?), ["FullTimeEquivalent"] = typeof(double?), ["Language"] = typeof(string),
        ["AccountName"] = typeof(string), ["Active"] = typeof(bool?), ["KeysVersion"] = typeof(int?),
    };

    /// <summary>Its own column that refers to people.</summary>
    public const string Reference = "PersonBefore.Person";

    public PersonId Person { get; private init; }

    /// <summary>The import added the person.</summary>
    public bool IsNew { get; private init; }

    /// <summary>Their version when the import was done: another one means that they changed since, which is not undone.</summary>
    public int Version { get; private init; }

    /// <summary>When the import was done.</summary>
    public Instant At { get; private init; }
}

internal sealed class PersonBeforeMapping : IEntityTypeConfiguration<PersonBefore>
{
    public void Configure(EntityTypeBuilder<PersonBefore> builder)
    {
        builder.ToTable("people_before");
        builder.HasKey(p => p.Person);
        builder.Property(p => p.Version).HasColumnName("VersionAfter");
        foreach (var (name, type) in PersonBefore.Kept)
        {
            builder.Property(type, name).IsRequired(false);
        }
    }
}
