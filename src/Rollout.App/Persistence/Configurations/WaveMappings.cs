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
