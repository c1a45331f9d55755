using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

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
        builder.Ignore(w => w.LateFrom);
        builder.Ignore(w => w.IsRehearsal);
        builder.ComplexProperty(w => w.Terms, terms =>
        {
            terms.Property(t => t.IsPilot).HasColumnName("is_pilot");
            terms.Property(t => t.GoLastsDays).HasColumnName("go_lasts_days");
            terms.Property(t => t.LateMinutes).HasColumnName("late_minutes");
            terms.Property(t => t.PromisedAfter1).HasColumnName("promised_after1");
            terms.Property(t => t.PromisedAfter4).HasColumnName("promised_after4");
            terms.Property(t => t.PromisedAfter12).HasColumnName("promised_after12");
        });

        // A rehearsal appears in no list and no figures: only queries for one wave by its id lift this filter.
        builder.HasQueryFilter(QueryFilters.Rehearsals, w => w.RehearsalOf == null);
        builder.Property(w => w.HeldBecause).HasMaxLength(Wave.ReasonLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(w => w.HeldBy).OnDelete(DeleteBehavior.Restrict);
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

internal sealed class SignOffMapping : IEntityTypeConfiguration<SignOff>
{
    public void Configure(EntityTypeBuilder<SignOff> builder)
    {
        builder.ToTable("sign_offs");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Words).HasMaxLength(Wave.ReasonLength);
        builder.Property(s => s.SnapshotJson).HasColumnName("signed_on");
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

internal sealed class DeputyMapping : IEntityTypeConfiguration<Deputy>
{
    public void Configure(EntityTypeBuilder<Deputy> builder)
    {
        builder.ToTable("deputies");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => d.Person);
        builder.HasOne<Branch>().WithMany().HasForeignKey(d => d.Branch).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.Person).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(d => d.NamedBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class WaveAnnouncementMapping : IEntityTypeConfiguration<WaveAnnouncement>
{
    public void Configure(EntityTypeBuilder<WaveAnnouncement> builder)
    {
        builder.ToTable("wave_words");
        builder.HasKey(w => new { w.Wave, w.Language });
        builder.Property(w => w.Language).HasMaxLength(2);
        builder.Property(w => w.FromLead).HasMaxLength(WaveAnnouncement.TextLength);
        builder.Property(w => w.FromCeo).HasMaxLength(WaveAnnouncement.TextLength);
        builder.Property(w => w.CeoName).HasMaxLength(WaveAnnouncement.LineLength);
        builder.Property(w => w.Film).HasMaxLength(WaveAnnouncement.LineLength);
        builder.Property(w => w.Today).HasMaxLength(WaveAnnouncement.LineLength);
        builder.Ignore(w => w.IsEmpty);
        builder.HasOne<Wave>().WithMany().HasForeignKey(w => w.Wave).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PhaseMapping : IEntityTypeConfiguration<Phase>
{
    public void Configure(EntityTypeBuilder<Phase> builder)
    {
        builder.ToTable("phases");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Name).HasMaxLength(Phase.NameLength);
        builder.Property(p => p.Note).HasMaxLength(Phase.NoteLength);
    }
}

internal sealed class WaveEventMapping : IEntityTypeConfiguration<WaveEvent>
{
    public void Configure(EntityTypeBuilder<WaveEvent> builder)
    {
        builder.ToTable("wave_events");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Words).HasMaxLength(Wave.ReasonLength);
        builder.HasIndex(e => new { e.Wave, e.At });
        builder.HasOne<Wave>().WithMany().HasForeignKey(e => e.Wave).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Branch>().WithMany().HasForeignKey(e => e.Branch).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(e => e.By).OnDelete(DeleteBehavior.Restrict);
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
