using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Persistence.Configurations;

internal sealed class FeedbackScoreMapping : IEntityTypeConfiguration<FeedbackScore>
{
    public void Configure(EntityTypeBuilder<FeedbackScore> builder)
    {
        builder.ToTable("feedback_scores");
        builder.HasKey(s => new { s.Infosession, s.Question, s.Score });
        builder.Property(s => s.Score).ValueGeneratedNever();
        builder.HasOne<Infosession>().WithMany().HasForeignKey(s => s.Infosession).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FeedbackTextMapping : IEntityTypeConfiguration<FeedbackText>
{
    public void Configure(EntityTypeBuilder<FeedbackText> builder)
    {
        builder.ToTable("feedback_texts");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Text).HasMaxLength(FeedbackAnswer.TextLength);
        builder.HasIndex(t => t.Infosession);
        builder.HasOne<Infosession>().WithMany().HasForeignKey(t => t.Infosession).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FeedbackAskMapping : IEntityTypeConfiguration<FeedbackAsk>
{
    public void Configure(EntityTypeBuilder<FeedbackAsk> builder)
    {
        builder.ToTable("feedback_asks");
        builder.HasKey(a => new { a.Infosession, a.Person });
        builder.HasIndex(a => a.Person);
        builder.HasOne<Infosession>().WithMany().HasForeignKey(a => a.Infosession).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.Person).OnDelete(DeleteBehavior.Restrict);
    }
}
