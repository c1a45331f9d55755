using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class CandidateMapping : IEntityTypeConfiguration<Candidate>
{
    public void Configure(EntityTypeBuilder<Candidate> builder)
    {
        builder.ToTable("candidates");
        builder.HasKey(c => c.Id);
        builder.HasIndex(c => c.Person).IsUnique();
        builder.HasIndex(c => c.State);
        builder.Property(c => c.Why).HasMaxLength(Candidate.WhyLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.Person).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.By).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SpotlightMapping : IEntityTypeConfiguration<Spotlight>
{
    public void Configure(EntityTypeBuilder<Spotlight> builder)
    {
        builder.ToTable("spotlights");
        builder.HasKey(s => s.Id);
        builder.HasIndex(s => s.Person).IsUnique();
        builder.Property(s => s.Story).HasMaxLength(Spotlight.StoryLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.Person).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(s => s.AskedBy).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TipMapping : IEntityTypeConfiguration<Tip>
{
    public void Configure(EntityTypeBuilder<Tip> builder)
    {
        builder.ToTable("tips");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Language).HasMaxLength(2);
        builder.Property(t => t.Text).HasMaxLength(Tip.TextLength);
    }
}

internal sealed class AmbassadorQuestionMapping : IEntityTypeConfiguration<AmbassadorQuestion>
{
    public void Configure(EntityTypeBuilder<AmbassadorQuestion> builder)
    {
        builder.ToTable("ambassador_questions");
        builder.HasKey(q => q.Id);
        builder.Property(q => q.Question).HasMaxLength(AmbassadorQuestion.TextLength);
        builder.Property(q => q.Answer).HasMaxLength(AmbassadorQuestion.TextLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(q => q.AskedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
