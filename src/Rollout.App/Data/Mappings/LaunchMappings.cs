using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Data.Mappings;

internal sealed class WaveMapping : IEntityTypeConfiguration<Wave>
{
    public void Configure(EntityTypeBuilder<Wave> builder)
    {
        builder.ToTable("waves");
        builder.HasKey(w => w.Id);
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.Name).HasMaxLength(Wave.NameLength);
        builder.Ignore(w => w.Included);
        builder.Ignore(w => w.Day);
        builder.HasIndex(w => new { w.State, w.MomentAt });
        builder.HasMany(w => w.Launches).WithOne().HasForeignKey(l => l.Wave).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.PlannedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.StartedBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LaunchMapping : IEntityTypeConfiguration<Launch>
{
    public void Configure(EntityTypeBuilder<Launch> builder)
    {
        builder.ToTable("launches");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.LeftOutReason).HasMaxLength(Wave.ReasonLength);
        builder.Property(l => l.SignOffHead).HasMaxLength(64);
        builder.HasIndex(l => new { l.Wave, l.Branch }).IsUnique();

        // A branch is in one wave at a time, and goes live once.
        builder.HasIndex(l => l.Branch).IsUnique().HasFilter("state <> 'LeftOut'");
        builder.HasOne<Branch>().WithMany().HasForeignKey(l => l.Branch).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(l => l.LeftOutBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(l => l.Checks).WithOne().HasForeignKey(c => c.Launch).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(l => l.SignOffs).WithOne().HasForeignKey(s => s.Launch).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(l => l.RollCalls).WithOne().HasForeignKey(r => r.Launch).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(l => l.SignOffs).HasField("_signOffs").UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(l => l.RollCalls).HasField("_rollCalls").UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Ignore(l => l.LastSignOff);
        builder.Ignore(l => l.LastRollCall);
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
        builder.Ignore(c => c.Done);
        builder.HasIndex(c => new { c.Launch, c.Position }).IsUnique();
        builder.HasIndex(c => c.Owner);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.Owner).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.DoneBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.FellBackBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SignOffMapping : IEntityTypeConfiguration<SignOff>
{
    public void Configure(EntityTypeBuilder<SignOff> builder)
    {
        builder.ToTable("sign_offs");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Words).HasMaxLength(Wave.ReasonLength);
        builder.Property(s => s.PreviousHash).HasMaxLength(64);
        builder.Property(s => s.Hash).HasMaxLength(64);
        builder.HasIndex(s => new { s.Launch, s.Number }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.By).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.ConditionOwner).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RollCallMapping : IEntityTypeConfiguration<RollCall>
{
    public void Configure(EntityTypeBuilder<RollCall> builder)
    {
        builder.ToTable("roll_calls");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Trouble).HasMaxLength(RollCall.TroubleLength);
        builder.HasIndex(r => new { r.Launch, r.Number }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.By).OnDelete(DeleteBehavior.Restrict);
    }
}
