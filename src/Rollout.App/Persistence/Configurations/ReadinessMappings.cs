using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class ChecklistMapping : IEntityTypeConfiguration<Checklist>
{
    public void Configure(EntityTypeBuilder<Checklist> builder)
    {
        builder.ToTable("checklists");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Name).HasMaxLength(Checklist.NameLength);
        builder.HasIndex(c => c.Name).IsUnique();
    }
}

internal sealed class ReadinessCheckMapping : IEntityTypeConfiguration<ReadinessCheck>
{
    public void Configure(EntityTypeBuilder<ReadinessCheck> builder)
    {
        builder.ToTable("readiness_checks");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Text).HasMaxLength(ReadinessCheck.TextLength);
        builder.Property(c => c.FellBackBecause).HasMaxLength(Wave.ReasonLength);
        builder.Property(c => c.EvidenceText).HasMaxLength(Evidence.TextLength);
        builder.Property(c => c.EvidenceLink).HasMaxLength(Evidence.TextLength);
        builder.Property(c => c.EvidenceFileName).HasMaxLength(200);
        builder.Ignore(c => c.Done);
        builder.Ignore(c => c.Subject);
        builder.HasIndex(c => new { c.Launch, c.Position }).IsUnique();
        builder.HasIndex(c => c.Owner);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.Owner).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.DoneBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.FellBackBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EvidenceFileMapping : IEntityTypeConfiguration<EvidenceFile>
{
    public void Configure(EntityTypeBuilder<EvidenceFile> builder)
    {
        builder.ToTable("evidence_files");
        builder.HasKey(f => f.Check);
        builder.Property(f => f.FileName).HasMaxLength(200);
        builder.HasOne<ReadinessCheck>().WithMany().HasForeignKey(f => f.Check).OnDelete(DeleteBehavior.Restrict);
    }
}
