using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.App.Persistence;
using Rollout.Domain.Access;

namespace Rollout.App.Identity.Audit;

/// <summary>The table of the audit log. Nothing refers to it and it refers to nothing, so that nothing has to go for another's sake.</summary>
internal sealed class AuditTable : IEntityTypeConfiguration<AuditEntry>
{
    public const string Name = "audit_entries";

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable(Name);
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Act).HasMaxLength(AuditEntry.ActLength);
        builder.Property(e => e.Subject).HasMaxLength(AuditEntry.SubjectLength);
        builder.Property(e => e.Change).HasMaxLength(AuditEntry.ChangeLength);
        builder.Property(e => e.Way).HasMaxLength(AuditEntry.OriginLength);
        builder.Property(e => e.Network).HasMaxLength(AuditEntry.OriginLength);
        builder.Property(e => e.PreviousHash).HasMaxLength(AuditEntry.HashLength);
        builder.Property(e => e.Hash).HasMaxLength(AuditEntry.HashLength);
        builder.HasIndex(e => e.Number).IsUnique();
        builder.HasIndex(e => e.At);
    }
}

internal static class AuditQueries
{
    extension(RolloutDb db)
    {
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();
    }
}
