using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The meaning the lead gave to a column of a people file, remembered for the next file with the same header.</summary>
public sealed class LearnedColumn
{
    /// <summary>The most characters of a header that are compared.</summary>
    public const int NameLength = 200;

    /// <summary>The header as it is compared: only letters and digits, in lower case.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The meaning; null when the column is not to be used.</summary>
    public PeopleColumn? Meaning { get; private set; }

    public static LearnedColumn Of(string header, PeopleColumn? meaning) => new() { Name = KeyOf(header), Meaning = meaning };

    /// <summary>How headers are compared.</summary>
    public static string KeyOf(string header)
    {
        var letters = HeaderAliases<PeopleColumn>.Letters(header);
        return letters.Length <= NameLength ? letters : letters[..NameLength];
    }

    public void Means(PeopleColumn? meaning) => Meaning = meaning;
}

internal sealed class LearnedColumnMapping : IEntityTypeConfiguration<LearnedColumn>
{
    public void Configure(EntityTypeBuilder<LearnedColumn> builder)
    {
        builder.ToTable("learned_columns");
        builder.HasKey(c => c.Name);
        builder.Property(c => c.Name).HasMaxLength(LearnedColumn.NameLength);
    }
}
