using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Kiosks;

/// <summary>The table of kiosks.</summary>
internal sealed class KioskTable : IEntityTypeConfiguration<Kiosk>, IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } = [PersonReference.To<Kiosk>(k => k.OpenedBy, ReferenceKind.Record, OnRemoval.Keeps)];

    public void Configure(EntityTypeBuilder<Kiosk> builder)
    {
        builder.ToTable("kiosks");
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Name).HasMaxLength(Kiosk.NameLength);
        builder.Property(k => k.SecretHash).HasMaxLength(Kiosk.HashLength);
        builder.HasIndex(k => k.SecretHash).IsUnique();
        builder.HasOne<Branch>().WithMany().HasForeignKey(k => k.Branch).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(k => k.OpenedBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal static class KioskQueries
{
    extension(RolloutDb db)
    {
        public DbSet<Kiosk> Kiosks => db.Set<Kiosk>();
    }
}
