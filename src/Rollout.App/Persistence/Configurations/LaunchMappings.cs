using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class LaunchMapping : IEntityTypeConfiguration<Launch>
{
    public void Configure(EntityTypeBuilder<Launch> builder)
    {
        builder.ToTable("launches");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.LeftOutReason).HasMaxLength(Wave.ReasonLength);
        builder.Property(l => l.LastSignOffHash).HasColumnName("sign_off_head").HasMaxLength(64);
        builder.HasIndex(l => new { l.Wave, l.Branch }).IsUnique();

        // A branch is in one wave at a time, and goes live once.
        builder.HasIndex(l => l.Branch).IsUnique().HasFilter("state <> 'LeftOut' AND NOT is_rehearsal");
        builder.HasQueryFilter(QueryFilters.Rehearsals, l => !l.IsRehearsal);
        builder.HasOne<Branch>().WithMany().HasForeignKey(l => l.Branch).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(l => l.LeftOutBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(l => l.Checks).WithOne().HasForeignKey(c => c.Launch).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(l => l.SignOffs).WithOne().HasForeignKey(s => s.Launch).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(l => l.RollCalls).WithOne().HasForeignKey(r => r.Launch).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(l => l.SignOffs).HasField("_signOffs").UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.Navigation(l => l.RollCalls).HasField("_rollCalls").UsePropertyAccessMode(PropertyAccessMode.Field);
        builder.HasOne(l => l.KickOff).WithOne().HasForeignKey<KickOff>(k => k.Launch).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(l => l.LastSignOff);
        builder.Ignore(l => l.LastRollCall);
    }
}

internal sealed class KickOffMapping : IEntityTypeConfiguration<KickOff>
{
    public void Configure(EntityTypeBuilder<KickOff> builder)
    {
        builder.ToTable("kick_offs");
        builder.HasKey(k => k.Launch);
        builder.Property(k => k.Place).HasMaxLength(KickOff.PlaceLength);
        builder.Property(k => k.Words).HasMaxLength(KickOff.TextLength);
        builder.Property(k => k.RunningOrder).HasMaxLength(KickOff.TextLength);
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

internal sealed class WeekStepMapping : IEntityTypeConfiguration<WeekStep>
{
    public void Configure(EntityTypeBuilder<WeekStep> builder)
    {
        builder.ToTable("week_steps");
        builder.HasKey(s => new { s.Launch, s.Step });
        builder.HasOne<Launch>().WithMany().HasForeignKey(s => s.Launch).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.By).OnDelete(DeleteBehavior.Restrict);
    }
}
